package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;

/** What of a checkout goes into a build, and so what makes another release of it. */
class CheckoutTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        write("pyproject.toml", "[project]");
        write("gateway/main.py", "pass");
        write("gateway/tests/data.json", "{}");
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void takesWhatABuildNeedsAndLeavesTheRest() throws IOException {
        String before = Checkout.of(folder).hash();
        for (String left : new String[] {
            ".git/HEAD",
            ".env",
            ".github/x.yml",
            "tests/a.py",
            "docs/b.md",
            "build/c.py",
            "dist/d.whl",
            "mcp.db",
            "gateway/__pycache__/main.pyc",
            "ui/node_modules/x.js",
            "crates/a/target/x.o",
            "gateway.egg-info/PKG-INFO"
        }) {
            write(left, "left out");
        }
        assertThat(Checkout.of(folder).files())
                .containsOnlyKeys("gateway/main.py", "gateway/tests/data.json", "pyproject.toml");
        assertThat(Checkout.of(folder).hash()).isEqualTo(before);
        write("gateway/main.py", "raise SystemExit");
        assertThat(Checkout.of(folder).hash()).isNotEqualTo(before);
    }

    @Test
    void followsLinksToFilesOfItsOwnOnly() throws IOException {
        Path elsewhere = Files.createTempFile("elsewhere", ".py");
        try {
            Files.createSymbolicLink(folder.resolve("gateway/same.py"), Path.of("main.py"));
            Files.createSymbolicLink(folder.resolve("gateway/foreign.py"), elsewhere);
            Files.createSymbolicLink(folder.resolve("gateway/gone.py"), Path.of("nowhere.py"));
            assertThat(Checkout.of(folder).files())
                    .containsKey("gateway/same.py")
                    .doesNotContainKeys("gateway/foreign.py", "gateway/gone.py");
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void refusesToBuildWhatIsNotWhatItLookedAt() throws IOException {
        Checkout checkout = Checkout.of(folder);
        String hash = checkout.hash();
        assertThat(checkout.read(hash)).hasSize(3);
        write("gateway/main.py", "edited meanwhile");
        assertThatThrownBy(() -> checkout.read(hash))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("changed while it was read");
    }

    @Test
    void refusesWhatIsNoCheckout() throws IOException {
        assertThatThrownBy(() -> Checkout.of(folder.resolve("gone")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> Checkout.of(folder.resolve("gateway")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("there is no pyproject.toml");
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("model.bin").toFile(), "rw")) {
            large.setLength(200L << 20);
        }
        assertThatThrownBy(() -> Checkout.of(folder))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("holds 200 MiB")
                .hasMessageContaining("model.bin");
    }
}

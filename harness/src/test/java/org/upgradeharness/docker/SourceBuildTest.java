package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.product.ImageSpec;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** An edit of what goes into a release makes another image of it, and of nothing else. */
class SourceBuildTest {
    private static final Version ONE = Version.parse("1.0.0");
    private static final Version TWO = Version.parse("2.0.0");

    @TempDir
    Path fixtures;

    private Path product;

    @BeforeEach
    void files() throws IOException {
        product = fixtures.resolve("products/contextforge");
        Files.createDirectories(product.resolve("source"));
        Files.createDirectories(fixtures.resolve("images/python"));
        for (String file : List.of("Containerfile", "Containerfile.debian", "Containerfile.uv", "uv.txt")) {
            Files.writeString(fixtures.resolve("images/python").resolve(file), file);
        }
        for (String file : List.of("Containerfile", "Containerfile.dependencies", "requirements.txt", "source/a.py")) {
            Files.writeString(product.resolve(file), file);
        }
    }

    private SourceBuild build() {
        ImageSpec image = new ImageSpec(
                "Containerfile",
                "/python",
                null,
                null,
                new ImageSpec.Source("source", "Containerfile.dependencies", "requirements.txt", List.of(ONE, TWO)));
        Product described = Workshop.product("gateway", image);
        FixtureSource source = FixtureSource.folder(fixtures);
        return new SourceBuild(described, source, new BaseImages(null, null, source, null), null);
    }

    @Test
    void eachReleaseHasItsOwnImageOnTheSameLibraries() {
        assertThat(build().ofRelease(ONE).name()).isEqualTo("upgrade-harness/contextforge:1.0.0");
        assertThat(build().ofRelease(ONE).hash())
                .isEqualTo(build().ofRelease(ONE).hash())
                .isNotEqualTo(build().ofRelease(TWO).hash());
        assertThat(build().dependencies().name()).isEqualTo("upgrade-harness/contextforge:dependencies");
    }

    @Test
    void anEditOfASourceLeavesTheLibraries() throws IOException {
        String release = build().ofRelease(ONE).hash();
        String libraries = build().dependencies().hash();
        Files.writeString(product.resolve("source/b.py"), "new");
        assertThat(build().ofRelease(ONE).hash()).isNotEqualTo(release);
        assertThat(build().dependencies().hash()).isEqualTo(libraries);
    }

    @Test
    void anEditOfTheLibrariesMakesBothAnew() throws IOException {
        String release = build().ofRelease(ONE).hash();
        String libraries = build().dependencies().hash();
        Files.writeString(product.resolve("requirements.txt"), "another");
        assertThat(build().ofRelease(ONE).hash()).isNotEqualTo(release);
        assertThat(build().dependencies().hash()).isNotEqualTo(libraries);
    }
}

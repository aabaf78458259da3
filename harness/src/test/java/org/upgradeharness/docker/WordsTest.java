package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Version;

class WordsTest {
    @Test
    void cutsWhatTheEngineSaysToTheCase() {
        assertThat(Pull.said("manifest for a/b:c not found: manifest unknown: manifest unknown"))
                .isEqualTo("the registry has no such tag");
        assertThat(Pull.said("no matching manifest for linux/arm64/v8 in the manifest list entries"))
                .isEqualTo("not published for this machine's platform");
        assertThat(Pull.said("pull access denied for a/b, repository does not exist or may require 'docker login'"))
                .isEqualTo("the registry wants a login");
        assertThat(Pull.said("x".repeat(900))).hasSize(201).endsWith("…");
    }

    @Test
    void keepsTheEndOfALongOutput() {
        Tail tail = new Tail();
        for (int i = 0; i < 1000; i++) {
            tail.add("line " + i);
        }
        assertThat(tail.lines()).hasSize(60).endsWith("line 999");
        assertThat(tail.lastWords()).startsWith("Its last lines: line 994 | ").endsWith("line 999");
        assertThat(new Tail().lastWords()).isEqualTo("It said nothing.");
    }

    @Test
    void takesImageNamesApartAsTheEngineDoes() {
        assertThat(ImageName.parse("postgres:17")).isEqualTo(new ImageName("", "postgres", "17"));
        assertThat(ImageName.parse("my/gateway")).isEqualTo(new ImageName("", "my/gateway", "latest"));
        assertThat(ImageName.parse("127.0.0.1:5000/a/b")).isEqualTo(new ImageName("127.0.0.1:5000", "a/b", "latest"));
        assertThat(ImageName.parse("registry.example/a@sha256:12").registry()).isEqualTo("registry.example");
        assertThat(ImageName.parse("127.0.0.1:5000/a").onLoopback()).isTrue();
        assertThat(ImageName.parse("127.0.0.1.example/a").onLoopback()).isFalse();
    }

    @Test
    void readsTheReleasesOfThePackageIndex() {
        List<Version> releases = PackageIndex.parse(List.of(
                "WARNING: pip index is currently an experimental command.",
                "gateway (1.0.7.post1)",
                "Available versions: 1.0.7.post1, 1.0.7, 1.0.0, 1.0.0rc1, 0.9.0"));
        assertThat(releases)
                .extracting(Version::toString)
                .containsExactly("0.9.0", "1.0.0rc1", "1.0.0", "1.0.7", "1.0.7.post1");
        assertThat(PackageIndex.latest(releases)).contains(Version.parse("1.0.7"));
        assertThat(PackageIndex.nearest(releases, Version.parse("1.0.3")))
                .extracting(Version::toString)
                .containsExactly("1.0.0rc1", "1.0.0", "1.0.7", "1.0.7.post1");
        assertThat(PackageIndex.latest(List.of(Version.parse("1.0.0rc1")))).isEmpty();
    }

    @Test
    void refusesWhatIsNoWheelOfTheProduct(@TempDir Path folder) throws IOException {
        Path good = Files.createFile(folder.resolve("mcp_contextforge_gateway-1.0.1-py3-none-any.whl"));
        assertThat(WheelFile.of(good, "mcp-contextforge-gateway").version()).hasToString("1.0.1");
        assertThatThrownBy(() -> WheelFile.of(folder.resolve("gone.whl"), "mcp-contextforge-gateway"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is not there");
        Path other = Files.createFile(folder.resolve("other-1.0.1-py3-none-any.whl"));
        assertThatThrownBy(() -> WheelFile.of(other, "mcp-contextforge-gateway"))
                .hasMessageContaining("is of other, not of mcp-contextforge-gateway");
        Path text = Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> WheelFile.of(text, "mcp-contextforge-gateway")).hasMessageContaining("is no wheel");
    }

    @Test
    void readsHowAReleaseIsAskedFor() {
        assertThat(ReleaseRequest.parse("rc1", Workshop.contextForge()))
                .isEqualTo(new ReleaseRequest.Numbered(Version.parse("1.0.0rc1")));
        assertThat(ReleaseRequest.parse("latest", Workshop.contextForge())).isEqualTo(new ReleaseRequest.Latest());
        assertThat(ReleaseRequest.parse("image=a/b:c", Workshop.contextForge()))
                .isEqualTo(new ReleaseRequest.Image("a/b:c"));
        assertThatThrownBy(() -> ReleaseRequest.parse("image=", Workshop.contextForge()))
                .isInstanceOf(UsageError.class);
    }

    @Test
    void handsOnlyIndexAndProxiesToABuild() {
        HostEnvironment environment = new HostEnvironment(Map.of(
                "PIP_INDEX_URL", "http://index.example/simple", "PIP_FIND_LINKS", "/wheels", "HTTPS_PROXY", " "));
        assertThat(environment.buildArguments()).isEqualTo(Map.of("PIP_INDEX_URL", "http://index.example/simple"));
        assertThat(environment.reaperIsOff()).isFalse();
    }
}

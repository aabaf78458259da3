package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.product.Version;

class GatewayImageTest {
    private static GatewayImage image(String name, String id, String version, String head) {
        return new GatewayImage(name, id, ImageSource.LOCAL, "a test", Version.parse(version), List.of(head), "3.11.2");
    }

    @Test
    void oneNumberWithTwoHeadsIsTold() {
        GatewayImage used = image("index:0.9.0", "sha256:1", "0.9.0", "aac2");
        assertThat(used.differing(List.of(used, image("tag:0.9.0", "sha256:2", "0.9.0", "1fc1"))))
                .containsExactly(
                        "0.9.0 is not the same everywhere: this run used index:0.9.0 (a test), whose migrations end at"
                                + " aac2; those of tag:0.9.0 on this machine end at 1fc1");
        assertThat(used.differing(List.of(
                        image("same", "sha256:3", "0.9.0", "aac2"), image("other", "sha256:4", "1.0.0", "ffff"))))
                .isEmpty();
    }
}

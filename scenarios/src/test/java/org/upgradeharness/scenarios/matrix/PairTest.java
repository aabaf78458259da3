package org.upgradeharness.scenarios.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.product.Version;

class PairTest {
    static List<Version> versions(String... texts) {
        return Stream.of(texts).map(Version::parse).toList();
    }

    @Test
    void neighboursAndEachToTheNewestAreUsual() {
        assertThat(Pair.usual(versions("1.0.1", "0.9.0", "1.0.0", "1.0.1.post1", "1.0.0rc1", "1.1.0rc1")))
                .extracting(Pair::toString)
                .containsExactly(
                        "1.0.1→1.1.0rc1",
                        "1.0.0→1.0.1",
                        "1.0.0rc1→1.0.1",
                        "0.9.0→1.0.1",
                        "1.0.0rc1→1.0.0",
                        "0.9.0→1.0.0rc1");
        assertThat(Pair.usual(versions("1.0.0"))).isEmpty();
        assertThat(Pair.usual(List.of())).isEmpty();
    }

    @Test
    void namedReleasesMakeTheWholeSquare() {
        assertThat(Pair.among(versions("1.0.0rc1", "1.0.4", "1.0.0")))
                .extracting(Pair::toString)
                .containsExactly("1.0.0→1.0.4", "1.0.0rc1→1.0.4", "1.0.0rc1→1.0.0");
    }

    @Test
    void goesForwardOnly() {
        Version one = Version.parse("1.0.0");
        assertThatThrownBy(() -> new Pair(one, one)).isInstanceOf(IllegalArgumentException.class);
    }
}

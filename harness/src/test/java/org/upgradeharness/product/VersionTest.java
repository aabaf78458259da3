package org.upgradeharness.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.config.UsageError;

class VersionTest {
    /** The order that PEP 440 gives as its example, and the real releases. */
    private static final List<String> IN_ORDER = List.of(
            "0.1.0",
            "0.9.0",
            "0.10.0",
            "1.0.0.dev456",
            "1.0.0a1",
            "1.0.0a2.dev456",
            "1.0.0a2",
            "1.0.0a12.dev456",
            "1.0.0a12",
            "1.0.0b1.dev456",
            "1.0.0b1",
            "1.0.0b2",
            "1.0.0b2.post345.dev456",
            "1.0.0b2.post345",
            "1.0.0rc1.dev456",
            "1.0.0rc1",
            "1.0.0rc2",
            "1.0.0rc10",
            "1.0.0",
            "1.0.0+abc.5",
            "1.0.0+abc.7",
            "1.0.0+5",
            "1.0.0+9",
            "1.0.0+10",
            "1.0.0.post456.dev34",
            "1.0.0.post456",
            "1.0.1",
            "1.0.7",
            "1.0.7.post20260921",
            "1.0.10",
            "1.1.dev1",
            "1.3.0",
            "2");

    @Test
    void ordersAsThePackageIndexDoes() {
        List<Version> shuffled =
                new ArrayList<>(IN_ORDER.stream().map(Version::parse).toList());
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).extracting(Version::toString).isEqualTo(IN_ORDER);
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0.0-RC1,   1.0.0rc1",
        "1.0.0-RC-1,   1.0.0rc1",
        "1.0.0.rc.1,   1.0.0rc1",
        "1.0.0c1,      1.0.0rc1",
        "1.0.0-pre_1,  1.0.0rc1",
        "1.0.0-BETA-2, 1.0.0b2",
        "1.0.0alpha,   1.0.0a0",
        "1.0.7-r1,     1.0.7.post1",
        "1.0.7.rev1,   1.0.7.post1",
        "1.0.DEV,      1.0.dev0",
        "1.0,          1.0.0",
        "01.00.0,      1.0.0",
        "1.0.0+A-b_1,  1.0.0+a.b.1"
    })
    void spellingsOfOneReleaseAreEqual(String spelling, String other) {
        assertThat(Version.parse(spelling))
                .isEqualTo(Version.parse(other))
                .hasSameHashCodeAs(Version.parse(other))
                .isEqualByComparingTo(Version.parse(other));
        assertThat(Version.parse(Version.parse(spelling).toString())).isEqualTo(Version.parse(other));
    }

    @Test
    void tellsWhatKindOfReleaseItIs() {
        assertThat(Version.parse("1.0.0rc1").isPreRelease()).isTrue();
        assertThat(Version.parse("1.0.0.dev1").isPreRelease()).isTrue();
        assertThat(Version.parse("1.0.0").isPreRelease()).isFalse();
        assertThat(Version.parse("1.0.0.post1").isPreRelease()).isFalse();
        assertThat(Version.parse("1.0.0.post1").isPostRelease()).isTrue();
        assertThat(Version.parse("1.0.0rc1").isPostRelease()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GA",
                "latest",
                "1.0.",
                "1..0",
                "1.0.0rc1x",
                "1.0 .0",
                "1.0.0+",
                "1.99999999999999999999",
                "-1.0"
            })
    void refusesWhatIsNoVersion(String text) {
        assertThat(Version.isVersion(text)).isFalse();
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(UsageError.class)
                .hasMessage("\"" + text
                        + "\" is no version: expected something like 1.0.4, 1.0.0rc1 or 1.0.7.post20260921.");
    }

    @Test
    void rangesBeginWithTheirCutOffAndEndBeforeIt() {
        VersionRange range = new VersionRange(Version.parse("1.0.0b1"), Version.parse("1.0.0"));
        assertThat(range.contains(Version.parse("1.0.0b1"))).isTrue();
        assertThat(range.contains(Version.parse("1.0.0rc3"))).isTrue();
        assertThat(range.contains(Version.parse("0.9.0"))).isFalse();
        assertThat(range.contains(Version.parse("1.0.0b1.dev1"))).isFalse();
        assertThat(range.contains(Version.parse("1.0.0"))).isFalse();
        assertThat(range).hasToString("since 1.0.0b1, before 1.0.0");
    }

    @Test
    void openRangesHoldForTomorrow() {
        assertThat(VersionRange.ALL.contains(Version.parse("99.0"))).isTrue();
        assertThat(VersionRange.ALL).hasToString("all releases");
        VersionRange since = new VersionRange(Version.parse("1.0.2"), null);
        assertThat(since.contains(Version.parse("1.3.0"))).isTrue();
        assertThat(since.contains(Version.parse("1.0.2rc1"))).isFalse();
        assertThat(since).hasToString("since 1.0.2");
        VersionRange before = new VersionRange(null, Version.parse("1.0.2"));
        assertThat(before.contains(Version.parse("0.1.0"))).isTrue();
        assertThat(before).hasToString("before 1.0.2");
    }
}

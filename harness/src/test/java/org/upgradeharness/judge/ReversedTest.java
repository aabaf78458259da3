package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.product.Version;

class ReversedTest {
    private static final Version AT = Version.parse("1.0.0");

    @Test
    void keysAndNamesAreFollowedBackAndConvertedValuesMayBeAnything() {
        List<AllowedChange> back = Reversed.of(List.of(
                new AllowedRekey("t", "id", "uid", List.of("name"), List.of("u.t_id"), AT, false, null, "r"),
                new AllowedColumnRename("t", "a", "b", AT, false, null, "r"),
                new AllowedTableRename("old", "new", AT, false, null, "r"),
                new AllowedConversion("t", List.of("c"), Conversion.SLUG, AT, false, null, "r"),
                new AllowedValueChange("t", List.of("d"), Shape.TIMESTAMP, null, null, AT, false, null, "r"),
                new AllowedTouch("t", List.of("e"), null, AT, false, null, "r"),
                new AllowedAppend("log", false, AT, false, null, "r")));
        assertThat(back)
                .containsExactly(
                        new AllowedRekey("t", "uid", "id", List.of("name"), List.of("u.t_id"), null, true, null, "r"),
                        new AllowedColumnRename("t", "b", "a", null, true, null, "r"),
                        new AllowedTableRename("new", "old", null, true, null, "r"),
                        any("c"),
                        any("d"),
                        any("e"));
    }

    @Test
    void whatAlwaysHoldsHoldsOnTheWayBackToo() {
        AllowedChange log = new AllowedAppend("log", false, null, true, null, "r");
        assertThat(Reversed.of(List.of(log))).containsExactly(log);
    }

    private static AllowedChange any(String column) {
        return new AllowedValueChange("t", List.of(column), Shape.ANY, null, null, null, true, null, "r");
    }
}

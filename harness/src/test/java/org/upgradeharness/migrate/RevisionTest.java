package org.upgradeharness.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the version rows say after one revision alone was applied or taken back. */
class RevisionTest {
    private static final Revision LEFT = new Revision("left", List.of("base"), "");
    private static final Revision RIGHT = new Revision("right", List.of("base"), "");
    private static final Revision MERGE = new Revision("merge", List.of("left", "right"), "");
    private static final List<Revision> CHAIN = List.of(MERGE, RIGHT, LEFT);

    @Test
    void aMergeTakenBackLeavesBothItFollowed() {
        assertThat(MERGE.after(List.of("left", "right"))).containsExactly("merge");
        assertThat(MERGE.before(List.of("merge"), CHAIN)).containsExactly("left", "right");
    }

    @Test
    void whatAnotherBranchStillFollowsDoesNotComeBack() {
        assertThat(RIGHT.before(List.of("left", "right"), CHAIN)).containsExactly("left");
        assertThat(LEFT.before(List.of("left"), CHAIN)).containsExactly("base");
    }
}

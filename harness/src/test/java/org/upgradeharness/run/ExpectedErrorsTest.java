package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedErrorsTest {
    @Test
    void whereNothingWasDoneAllLinesStay() {
        ExpectedErrors errors = new ExpectedErrors();
        assertThat(errors.otherwise(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(errors.otherwise(List.of())).isEmpty();
    }

    @Test
    void whatWasWrittenMeanwhileIsLeftOut() {
        ExpectedErrors errors = new ExpectedErrors();
        errors.between(1, 2);
        errors.between(3, 9);
        assertThat(errors.otherwise(List.of("a", "b", "c", "d"))).containsExactly("a", "c");
    }
}

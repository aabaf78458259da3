package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.migrate.Statement;

class SampleTest {
    private static List<Statement> revision(String id, int first, int size) {
        return IntStream.range(first, first + size)
                .mapToObj(n -> new Statement(n, id, "statement " + n, 1, 0, Map.of()))
                .toList();
    }

    private static List<Integer> numbers(List<Statement> points) {
        return points.stream().map(Statement::n).toList();
    }

    @Test
    void ofEachRevisionAMiddleTheFirstAndTheLastInThatOrder() {
        List<Statement> all = new java.util.ArrayList<>(revision("a", 1, 5));
        all.addAll(revision("b", 6, 3));
        assertThat(numbers(Sample.of(all))).containsExactly(3, 7, 1, 6, 5, 8);
    }

    @Test
    void aStatementIsTakenOnce() {
        assertThat(numbers(Sample.of(revision("a", 1, 1)))).containsExactly(1);
        assertThat(numbers(Sample.of(revision("a", 1, 2)))).containsExactly(2, 1);
    }
}

package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.migrate.Statement;

final class SameTransactionTest {
    private static List<Statement> trace(int... transactions) {
        List<Statement> trace = new ArrayList<>();
        for (int transaction : transactions) {
            trace.add(new Statement(trace.size() + 1, "a", "UPDATE t", transaction, 0, Map.of()));
        }
        return trace;
    }

    private static List<List<Integer>> numbers(List<List<Statement>> runs) {
        return runs.stream().map(run -> run.stream().map(Statement::n).toList()).toList();
    }

    @Test
    void pointsOfOneTransactionAreTogether() {
        List<Statement> trace = trace(1, 1, 1, 2, 2);
        assertThat(numbers(SameTransaction.runs(trace, trace))).containsExactly(List.of(1, 2, 3), List.of(4, 5));
    }

    @Test
    void aStatementThatIsItsOwnTransactionIsWithNoOther() {
        List<Statement> trace = trace(0, 0, 1, 1);
        assertThat(numbers(SameTransaction.runs(trace, trace))).containsExactly(List.of(1), List.of(2), List.of(3, 4));
    }

    @Test
    void whatAnotherTransactionDidInBetweenPartsThemThoughNobodyAskedForIt() {
        List<Statement> trace = trace(1, 1, 0, 1, 1, 1);
        List<Statement> asked = List.of(trace.get(0), trace.get(1), trace.get(4), trace.get(5));
        assertThat(numbers(SameTransaction.runs(asked, trace))).containsExactly(List.of(1, 2), List.of(5, 6));
    }
}

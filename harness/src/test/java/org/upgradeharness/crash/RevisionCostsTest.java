package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.migrate.Statement;

class RevisionCostsTest {
    private static Statement statement(int n, String revision, String text, double seconds, Map<String, String> locks) {
        return new Statement(n, revision, text, 1, seconds, locks);
    }

    @Test
    void theSlowestComesFirstAndALockIsToldWhereItIsTaken() {
        Map<String, String> altered = Map.of("tools", "AccessExclusiveLock");
        Map<String, String> indexed = Map.of(
                "tools", "AccessExclusiveLock",
                "prompts", "ShareLock",
                "agents", "AccessShareLock",
                "tasks", "AccessExclusiveLock");
        assertThat(RevisionCosts.of(List.of(
                        statement(1, "a1", "ALTER TABLE tools ADD COLUMN title", 0.25, altered),
                        statement(2, "b2", "\nCREATE TABLE tasks (id TEXT)", 1, altered),
                        statement(3, "b2", "CREATE INDEX i ON prompts (name)", 0.5, indexed),
                        statement(4, "", "COMMIT", 0, Map.of()))))
                .containsExactly(
                        "   1.500 s in 2 statements: revision b2; locks prompts (ShareLock: others cannot write)",
                        "   0.250 s in 1 statements: revision a1; locks tools (AccessExclusiveLock: others can neither read nor write)",
                        "   0.000 s in 1 statements: outside of revisions");
    }

    @Test
    void whatSqliteTellsIsTheTimeAlone() {
        assertThat(RevisionCosts.of(List.of(statement(1, "a1", "DROP INDEX i", 0.1, Map.of()))))
                .containsExactly("   0.100 s in 1 statements: revision a1");
        assertThat(RevisionCosts.of(List.of())).isEmpty();
    }
}

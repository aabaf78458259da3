package org.upgradeharness.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigratorEndTest {
    private static String message(String... log) {
        return new MigratorEnd(1, null, null, "", 0, List.of(log), List.of(), Map.of()).message();
    }

    @Test
    void theLineThatNamesTheExceptionIsTheReason() {
        assertThat(message(
                        "Traceback (most recent call last):",
                        "sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) table t already exists",
                        "[SQL: CREATE TABLE t (id INTEGER)]",
                        "(Background on this error at: somewhere)"))
                .isEqualTo("sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) table t already exists");
        assertThat(message("FAILED: Can't locate revision identified by 'x'"))
                .isEqualTo("FAILED: Can't locate revision identified by 'x'");
    }

    @Test
    void withoutAnExceptionTheLastLineIs() {
        assertThat(message("starting", "gave up")).isEqualTo("gave up");
        assertThat(message()).isEqualTo("it said nothing and ended with 1");
    }
}

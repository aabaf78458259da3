package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogJudgeTest {
    private static final List<String> LOG = """
            2026-01-01 10:00:00,123 - mcpgateway.main - INFO - no ERROR here
            2026-01-01 10:00:01,123 - mcpgateway.db - ERROR - Tool 5 of 0b0c7a4e-1f5e-4f2e-9d57-3d1c0a1b2c3d failed after 12.5ms
            2026-01-01 10:00:02,456 - mcpgateway.db - ERROR - Tool 77 of 1b0c7a4e-1f5e-4f2e-9d57-3d1c0a1b2c3d failed after 3ms
            INFO:     127.0.0.1:5 - "GET /health HTTP/1.1" 500 Internal Server Error
            ERROR:    Exception in ASGI application
            Traceback (most recent call last):
              File "/app/x.py", line 12, in f
                raise KeyError("ERROR: a")
            KeyError: 'a'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "/app/y.py", line 3, in g
                g()
            sqlalchemy.exc.ProgrammingError: (psycopg.errors.UndefinedTable) relation "x" does not exist
            LINE 1: SELECT 1
                    ^
            [SQL: SELECT 1]
            {"level": "error", "message": "json went wrong", "logger": "a.b"}
            {"level": "info", "message": "ERROR is only a word"}
            \u001b[31mCRITICAL\u001b[0m [alembic.env] no way
            """.lines().toList();

    @Test
    void findsErrorsOnceEachAndTracebacksAsOneEntry() {
        assertThat(LogJudge.judge(LOG, List.of(), List.of()))
                .extracting(Finding::object, Finding::key, Finding::found)
                .containsExactly(
                        tuple("log:mcpgateway.db", "2 times", "Tool <n> of <uuid> failed after <duration>"),
                        tuple(
                                "log",
                                "once",
                                "Exception in ASGI application → sqlalchemy.exc.ProgrammingError:"
                                        + " (psycopg.errors.UndefinedTable) relation \"x\" does not exist"),
                        tuple("log:a.b", "once", "json went wrong"),
                        tuple("log", "once", "[alembic.env] no way"));
    }

    @Test
    void whatTheOldReleaseLoggedAndWhatIsAllowedIsNoFinding() {
        List<String> old = List.of(
                "2025-01-01 10:00:01,123 - other - ERROR - Tool 1 of 0b0c7a4e-1f5e-4f2e-9d57-000000000000 failed after 9s");
        List<LogAllowance> allowed = List.of(
                new LogAllowance("Exception in ASGI", null, "why"), new LogAllowance(null, "^json .* wrong$", "why"));
        assertThat(LogJudge.judge(LOG, old, allowed))
                .extracting(Finding::found)
                .containsExactly("[alembic.env] no way");
        assertThat(LogJudge.judge(List.of("all is well", ""), List.of(), List.of()))
                .isEmpty();
    }

    /** 0.9.0 logs plain text and 1.0.0rc1 JSON: what is the same error may not be called new for its form. */
    @Test
    void theSameErrorOfManyLinesIsNotNewForItsForm() {
        String plain = """
                2026-11-22 07:46:01,547 - app.mcp - ERROR - Error listing prompts:2 validation errors for Prompt
                arguments.0
                  Input should be a %s [type=model_type]
                    For further information visit https://errors.example/2.13/v/model_type
                Traceback (most recent call last):
                  File "/app/y.py", line 3, in g
                    g()
                core.ValidationError: 2 validation errors for Prompt
                arguments.0
                  Input should be a dictionary
                2026-11-22 07:46:02,000 - app.mcp - INFO - all is well
                """;
        String json =
                "{\"name\": \"app.mcp\", \"levelname\": \"ERROR\", \"message\": \"Error listing prompts:2 validation errors"
                        + " for Prompt\\narguments.0\\n  Input should be a dictionary [type=model_type]\\n"
                        + "    For further information visit https://errors.example/2.14/v/model_type\", \"exc_info\":"
                        + " \"Traceback (most recent call last):\\n  File \\\"/app/z.py\\\", line 9, in h\\n    h()\\n"
                        + "core.ValidationError: 2 validation errors for Prompt\\narguments.0\\n  Input should be a dictionary\"}";
        assertThat(LogJudge.judge(
                        List.of(json), plain.formatted("dictionary").lines().toList(), List.of()))
                .isEmpty();
        assertThat(LogJudge.judge(List.of(json), plain.formatted("list").lines().toList(), List.of()))
                .extracting(Finding::found)
                .containsExactly("Error listing prompts:<n> validation errors for Prompt arguments.0 Input should be a"
                        + " dictionary [type=model_type] For further information visit https://errors.example/<n>/v/model_type"
                        + " → core.ValidationError: <n> validation errors for Prompt");
    }

    @Test
    void aTracebackAtTheEndOrInAGroupIsNotLost() {
        List<String> cut = List.of("Traceback (most recent call last):", "  File \"x\", line 1");
        assertThat(LogJudge.judge(cut, List.of(), List.of()))
                .extracting(Finding::found)
                .containsExactly("a traceback that was cut");
        List<String> group = List.of(
                "  + Exception Group Traceback (most recent call last):",
                "  |   File \"x\", line 1",
                "  | ExceptionGroup: unhandled errors (1 sub-exception)",
                "  +-+---------------- 1 ----------------",
                "    | Traceback (most recent call last):",
                "    |   File \"y\", line 1",
                "    | ValueError: bad",
                "    +------------------------------------",
                "2026-01-01 10:00:00 - x - INFO - on we go");
        assertThat(LogJudge.judge(group, List.of(), List.of()))
                .extracting(Finding::found)
                .containsExactly("ExceptionGroup: unhandled errors (<n> sub-exception)");
    }

    @Test
    void saysOfATracebackInAMessageOnlyHowItEnds() {
        String traced =
                "{\"name\": \"uvicorn.error\", \"levelname\": \"ERROR\", \"message\": \"Traceback (most recent call last):"
                        + "\\n  File \\\"x\\\", line 1\\nValueError: no such column\\n\"}";
        assertThat(LogJudge.judge(List.of(traced), List.of(), List.of()))
                .extracting(Finding::found)
                .containsExactly("ValueError: no such column");
    }

    /** What fails at last is often the tidying up, and says nothing of what went wrong. */
    @Test
    void saysOfChainedTracebacksInAMessageWhatItBeganWithAndHowItEnds() {
        String between = "\\n\\nDuring handling of the above exception, another exception occurred:\\n\\n";
        String traced =
                "{\"name\": \"uvicorn.error\", \"levelname\": \"ERROR\", \"message\": \"Traceback (most recent call last):"
                        + "\\n  File \\\"x\\\", line 1\\nValueError: no such column" + between
                        + "Traceback (most recent call last):\\n  File \\\"y\\\", line 2\\nOSError: not unlocked\\n\"}";
        assertThat(LogJudge.judge(List.of(traced), List.of(), List.of()))
                .extracting(Finding::found)
                .containsExactly("ValueError: no such column → OSError: not unlocked");
    }

    @Test
    void tellsTheFirstErrorsOfALogOnceAndInOneLineEach() {
        List<String> lines = List.of(
                "2026-01-01 10:00:00 - x - INFO - begun",
                "2026-01-01 10:00:00 - x - ERROR - no such column",
                "[SQL: ALTER TABLE t]",
                "2026-01-01 10:00:01 - x - ERROR - " + "y".repeat(400),
                "2026-01-01 10:00:02 - x - ERROR - last");
        assertThat(LogJudge.first(lines, 2))
                .containsExactly("no such column [SQL: ALTER TABLE t]", "y".repeat(300) + "…");
        assertThat(LogJudge.first(lines.subList(0, 1), 2)).isEmpty();
    }

    @Test
    void refusesAnAllowanceForEverything() {
        assertThatThrownBy(() -> new LogAllowance("", null, "x")).hasMessageContaining("every line");
        assertThatThrownBy(() -> new LogAllowance(null, ".*", "x")).hasMessageContaining("every line");
        assertThatThrownBy(() -> new LogAllowance(null, "(", "x")).hasMessageContaining("regular expression");
        assertThatThrownBy(() -> new LogAllowance("a", "b", "x")).hasMessageContaining("exactly one");
    }
}

package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
    private static List<String> split(String text) {
        return SqlScript.statements(text);
    }

    @Test
    void splitsAtSemicolons() {
        assertThat(split("insert into a values (1); \n delete from b ;; "))
                .containsExactly("insert into a values (1)", "delete from b");
        assertThat(split("")).isEmpty();
        assertThat(split(" -- nothing; at all\n/* and; nothing */ ;")).isEmpty();
    }

    @Test
    void leavesQuotesAlone() {
        assertThat(split("insert into a values ('x;y', 'it''s; ', \"c;d\"); select 1"))
                .containsExactly("insert into a values ('x;y', 'it''s; ', \"c;d\")", "select 1");
        assertThat(split("select '-- no comment', '/* none */'; select 2"))
                .containsExactly("select '-- no comment', '/* none */'", "select 2");
        assertThat(split("select 'never closed; select 2")).containsExactly("select 'never closed; select 2");
    }

    @Test
    void knowsTheEscapesOfPostgres() {
        assertThat(split("insert into a values (E'it\\'s; x'); select 2"))
                .containsExactly("insert into a values (E'it\\'s; x')", "select 2");
        assertThat(split("select name'\\'; select 2")).containsExactly("select name'\\'", "select 2");
    }

    @Test
    void aCommentIsASpace() {
        assertThat(split("select/* ; */1; select 2 -- ; three\n+ 1")).containsExactly("select 1", "select 2 \n+ 1");
        assertThat(split("select 1; /* never closed")).containsExactly("select 1");
    }

    @Test
    void leavesDollarQuotesAlone() {
        assertThat(split("do $$ begin perform 1; end $$; select $1; select $b$ $$ ; $b$"))
                .containsExactly("do $$ begin perform 1; end $$", "select $1", "select $b$ $$ ; $b$");
    }

    @Test
    void keepsATriggerInOnePiece() {
        String trigger =
                "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON a BEGIN UPDATE b SET weekend = weekend + 1 WHERE x = weekend; "
                        + "UPDATE b SET n = CASE WHEN n > 1 THEN 2 ELSE 3 END; DELETE FROM c; END";
        assertThat(split(trigger + "; select 2")).containsExactly(trigger, "select 2");
        assertThat(split("create trigger t before update on a execute function f(); select 2"))
                .containsExactly("create trigger t before update on a execute function f()", "select 2");
    }
}

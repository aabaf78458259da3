package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShowingTest {
    private static final Showing HIDING = new Showing(false);

    @Test
    void aFindingSaysWhichRowAndNotWhatStandsInIt() {
        Finding lost = HIDING.finding(Finding.of(
                        Severity.ERROR,
                        Kind.LOST_ROW,
                        "tools",
                        "id=7 (name=weather=x, (y))",
                        "id=7, name=weather, url=http://inside",
                        "no such row")
                .inGroup("row lost from tools: id=7 (name=weather=x, (y))"));
        assertThat(lost.key()).isEqualTo("id=7 (hidden)");
        assertThat(lost.group()).isEqualTo("row lost from tools: id=7 (hidden)");
        assertThat(lost.expected()).isEqualTo("hidden (37 characters)");
        assertThat(lost.found()).isEqualTo("no such row");
    }

    @Test
    void keysKeepNumbersAndUuidsAlone() {
        assertThat(key("id=3a7d268307384f65b8486c8201ee48f1")).isEqualTo("id=3a7d268307384f65b8486c8201ee48f1");
        assertThat(key("team_id=1, user_id=2")).isEqualTo("team_id=1, user_id=2");
        assertThat(key("email=ann@example.com")).isEqualTo("hidden");
        assertThat(key("id=1, slug=secret-plan (name=x)")).isEqualTo("id=1, hidden");
        assertThat(key("id=1, ")).isEqualTo("id=1, hidden");
        assertThat(key("")).isEmpty();
    }

    @Test
    void proseLosesWhatIsQuotedAndAddresses() {
        Finding log = HIDING.finding(Finding.of(
                Severity.ERROR,
                Kind.MIGRATION_FAILED,
                "alembic",
                "",
                "exit code 0",
                "duplicate key 'weather' DETAIL: Key (email)=(ann@example.com) of bob@example.com in \"tools\""));
        assertThat(log.expected()).isEqualTo("exit code 0");
        assertThat(log.found()).doesNotContain("weather", "ann", "bob").contains("DETAIL: Key");
    }

    @Test
    void schemaAndVersionHoldNoData() {
        Finding version = Finding.of(Severity.ERROR, Kind.VERSION_MISMATCH, "alembic_version", "", "abc", "def");
        assertThat(HIDING.finding(version)).isEqualTo(version);
    }

    @Test
    void everythingIsShownWhereThatIsAsked() {
        Finding changed = Finding.of(Severity.ERROR, Kind.CHANGED_VALUE, "tools.name", "id=1", "'a'", "'b'");
        assertThat(new Showing(true).finding(changed)).isEqualTo(changed);
        assertThat(HIDING.finding(changed).found()).isEqualTo("hidden (3 characters)");
    }

    private static String key(String key) {
        return HIDING.finding(Finding.of(Severity.ERROR, Kind.LOST_ROW, "t", key, "", ""))
                .key();
    }
}

package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final Finding ROW =
            Finding.of(Severity.ERROR, Kind.LOST_ROW, "tools", "id=1 (name=weather)", "a row", "no such row");
    private static final Finding LOG =
            Finding.of(Severity.ERROR, Kind.LOG_ERROR, "log:gateway", "once", "not logged", "Tool weather is gone");
    private static final Finding ENDPOINT =
            Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /tools", "", "200", "500");

    @Test
    void anErrorOfTheLogJoinsTheRowThatItNames() {
        assertThat(Mentions.joined(List.of(ROW, LOG)).get(1).group()).isEqualTo(ROW.group());
    }

    @Test
    void whereTheMigrationOfAStartFailedAllElseIsItsConsequence() {
        Finding start = Finding.of(Severity.ERROR, Kind.NOT_SERVING, "start of 2", "", "ready", "ended");
        Finding failed = Finding.of(Severity.ERROR, Kind.MIGRATION_FAILED, "start of 2", "", "a store at b", "ended")
                .inGroup("start of 2: the store was not migrated");
        Finding version = Finding.of(Severity.ERROR, Kind.VERSION_MISMATCH, "alembic_version", "", "b", "a");
        Finding schema = Finding.of(Severity.ERROR, Kind.SCHEMA_DIFFERENCE, "tools.team", "", "column", "none");
        assertThat(Mentions.joined(List.of(start, version, failed, schema, LOG)))
                .extracting(Finding::group)
                .containsOnly(failed.group());
        assertThat(Mentions.joined(List.of(start, version, failed, schema, ROW))
                        .get(4)
                        .group())
                .isEqualTo(ROW.group());
    }

    @Test
    void anErrorOfTheLogThatNamesNothingStaysAlone() {
        Finding other = Finding.of(Severity.ERROR, Kind.LOG_ERROR, "log:gateway", "once", "not logged", "No luck");
        assertThat(Mentions.joined(List.of(ROW, other)).get(1).group()).isEqualTo(other.group());
    }

    @Test
    void anErrorOfTheLogJoinsTheEndpointThatItNames() {
        Finding line = Finding.of(
                Severity.ERROR, Kind.LOG_ERROR, "log:http", "once", "not logged", "Request: GET /tools - 500");
        assertThat(Mentions.joined(List.of(ENDPOINT, line)).get(1).group()).isEqualTo(ENDPOINT.group());
    }

    @Test
    void anErrorOfTheLogJoinsTheWriteThatItNames() {
        Finding refused = Finding.of(
                Severity.ERROR, Kind.WRITE_REFUSED, "DELETE /users/{email}", "after@example.com", "2xx", "500");
        Finding request = log("Request completed: DELETE /users/after@example.com - <n>");
        Finding service = log("Error deleting user after@example.com: constraint failed");
        Finding other = log("Request completed: DELETE /users/a/b - <n>");
        List<Finding> joined = Mentions.joined(List.of(refused, request, service, other));
        assertThat(joined.get(1).group()).isEqualTo(refused.group());
        assertThat(joined.get(2).group()).isEqualTo(refused.group());
        assertThat(joined.get(3).group()).isEqualTo(other.group());
    }

    @Test
    void whatIsRefusedJoinsTheRowThatItIsAbout() {
        Finding lost = Finding.of(
                Severity.ERROR, Kind.LOST_ROW, "api:a2a", "id=1 (name=upgrade-courier)", "{}", "no such entity");
        Finding refused = Finding.of(
                Severity.ERROR, Kind.NOT_SERVING, "POST /a2a/{agent}/invoke", "upgrade-courier", "2xx", "400");
        Finding other = Finding.of(
                Severity.ERROR, Kind.NOT_SERVING, "POST /a2a/{agent}/invoke", "upgrade-courier-2", "2xx", "400");
        List<Finding> joined = Mentions.joined(List.of(refused, other, lost, log("No agent upgrade-courier")));
        assertThat(joined.get(0).group()).isEqualTo(lost.group());
        assertThat(joined.get(1).group()).isEqualTo(other.group());
        assertThat(joined.get(3).group()).isEqualTo(lost.group());
    }

    private static Finding log(String text) {
        return Finding.of(Severity.ERROR, Kind.LOG_ERROR, "log:http", "once", "not logged", text);
    }

    @Test
    void onAStoreThatWasNotMigratedOnlyRowsSpeakForThemselves() {
        Finding version =
                Finding.of(Severity.ERROR, Kind.VERSION_MISMATCH, "alembic_version.version_num", "", "b", "a");
        List<Finding> joined = Mentions.joined(List.of(version, ENDPOINT, ROW));
        assertThat(joined.get(1).group()).isEqualTo(version.group());
        assertThat(joined.get(2).group()).isEqualTo(ROW.group());
    }

    @Test
    void anErrorOfTheLogThatGivesTheReasonOfARefusalComesOfIt() {
        Finding refused = Finding.of(
                Severity.ERROR,
                Kind.WRITE_REFUSED,
                "POST /teams/invitations/{token}/accept",
                "carol@example.com",
                "2xx",
                "400 {\"detail\":\"The address has not been verified\"}");
        Finding said = Finding.of(
                Severity.ERROR,
                Kind.LOG_ERROR,
                "log:teams",
                "once",
                "not logged",
                "Cannot accept: The address has not been verified");
        Finding other = Finding.of(
                Severity.ERROR, Kind.LOG_ERROR, "log:teams", "once", "not logged", "Cannot accept: the team is full");
        assertThat(Mentions.joined(List.of(refused, said, other)))
                .extracting(Finding::group)
                .containsExactly(refused.group(), refused.group(), other.group());
    }
}

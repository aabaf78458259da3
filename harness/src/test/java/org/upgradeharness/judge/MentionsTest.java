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
    void onAStoreThatWasNotMigratedOnlyRowsSpeakForThemselves() {
        Finding version =
                Finding.of(Severity.ERROR, Kind.VERSION_MISMATCH, "alembic_version.version_num", "", "b", "a");
        List<Finding> joined = Mentions.joined(List.of(version, ENDPOINT, ROW));
        assertThat(joined.get(1).group()).isEqualTo(version.group());
        assertThat(joined.get(2).group()).isEqualTo(ROW.group());
    }
}

package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;

class RefusedSettingsTest {
    private static final Set<String> SETTINGS = Set.of("JWT_SECRET_KEY", "LOG_LEVEL");

    private static List<String> named(String... log) {
        return RefusedSettings.in(List.of(log), SETTINGS, "start").stream()
                .map(Finding::object)
                .toList();
    }

    @Test
    void namesTheSettingAsVariableOrField() {
        assertThat(named("1 validation error for Settings", "jwt_secret_key", "  Value error, too weak"))
                .containsExactly("JWT_SECRET_KEY");
        assertThat(named("JWT_SECRET_KEY must have 32 characters")).containsExactly("JWT_SECRET_KEY");
        assertThat(named("MY_LOG_LEVELS is unknown")).isEmpty();
    }

    @Test
    void onlyTheLastLinesCount() {
        List<String> log = Stream.concat(
                        Stream.of("LOG_LEVEL is INFO"),
                        Stream.generate(() -> "going on").limit(60))
                .toList();
        assertThat(RefusedSettings.in(log, SETTINGS, "start")).isEmpty();
    }
}

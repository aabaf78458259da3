package org.upgradeharness.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.Engine;

/** The real description of the real product, read as a run reads it. */
class ContextForgeTest {
    private static final String TEXT = read();
    private static final Product PRODUCT = StrictYaml.load("product.yaml", TEXT, Product.class);
    private static final String REPOSITORY = PRODUCT.image().registry().repository() + ":";

    private static String read() {
        try {
            return Files.readString(Path.of("..", "fixtures", "products", "contextforge", "product.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Version v(String text) {
        return Version.parse(text);
    }

    @Test
    void knowsWhatPeopleCallItsReleases() {
        assertThat(PRODUCT.name()).isEqualTo("contextforge");
        assertThat(PRODUCT.resolve("rc1")).isEqualTo(v("1.0.0rc1"));
        assertThat(PRODUCT.resolve("GA")).isEqualTo(v("1.0.0"));
        assertThat(PRODUCT.resolve("v1.0.4")).isEqualTo(v("1.0.4"));
        assertThat(PRODUCT.defaults()).isEqualTo(new Product.Defaults("RC1", "GA"));
        assertThatThrownBy(() -> PRODUCT.resolve("lates"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("\"lates\" is no release of IBM ContextForge MCP Gateway")
                .hasMessageContaining("did you mean latest?")
                .hasMessageContaining("RC1")
                .hasMessageContaining("image=NAME");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9.0,     postgresql://",
        "1.0.0b2,   postgresql://",
        "1.0.0rc1,  postgresql+psycopg://",
        "1.0.0,     postgresql+psycopg://",
        "1.3.0,     postgresql+psycopg://"
    })
    void changesTheDriverAtRc1(String release, String scheme) {
        assertThat(PRODUCT.databaseUrl(Engine.POSTGRES, v(release)))
                .startsWith(scheme)
                .contains("{password}");
        assertThat(PRODUCT.databaseUrl(Engine.SQLITE, v(release))).isEqualTo("sqlite:///{path}");
    }

    @Test
    void saysWhichRangeIsMissing() {
        Product none = StrictYaml.load(
                "product.yaml", TEXT.replace("- { url: \"sqlite", "- { since: 9.0, url: \"sqlite"), Product.class);
        assertThatThrownBy(() -> none.databaseUrl(Engine.SQLITE, v("1.0.0")))
                .isInstanceOf(UsageError.class)
                .hasMessage(
                        "product.yaml of contextforge names no databaseUrl for 1.0.0 on sqlite; add a range that contains it.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9.0,    MCPGATEWAY_ADMIN_API_ENABLED, true",
        "1.0.0b2,  MCPGATEWAY_ADMIN_API_ENABLED, true",
        "1.0.0rc1, MCPGATEWAY_ADMIN_API_ENABLED, false",
        "1.0.0rc1, SSRF_ALLOW_PRIVATE_NETWORKS,",
        "1.0.0rc2, SSRF_ALLOW_PRIVATE_NETWORKS,  true",
        "1.0.0,    SSRF_ALLOW_PRIVATE_NETWORKS,  true",
        "1.0.0,    RATE_LIMITING_ENABLED,",
        "1.0.1,    RATE_LIMITING_ENABLED,        false",
        "1.3.0,    RATE_LIMITING_ENABLED,        false"
    })
    void changesSettingsAtTheirCutOffs(String release, String setting, String value) {
        Map<String, String> settings = PRODUCT.settings(v(release));
        if (value == null) {
            assertThat(settings).doesNotContainKey(setting);
        } else {
            assertThat(settings).containsEntry(setting, value);
        }
        assertThat(settings).containsEntry("PORT", "4444").doesNotContainKeys("DATABASE_URL", "JWT_SECRET_KEY");
    }

    @Test
    void anUpgradedInstallationKeepsItsSettingsAndGetsTheNewOnes() {
        assertThat(PRODUCT.settings(v("0.9.0"), v("1.0.4")))
                .containsEntry("MCPGATEWAY_ADMIN_API_ENABLED", "true")
                .containsEntry("SSRF_ALLOW_PRIVATE_NETWORKS", "true")
                .containsEntry("RATE_LIMITING_ENABLED", "false");
        assertThat(PRODUCT.settings(v("1.0.0"), v("1.0.0"))).isEqualTo(PRODUCT.settings(v("1.0.0")));
    }

    @Test
    void triesTheSpellingsOfATagBestFirst() {
        assertThat(PRODUCT.image().registry().candidates(v("0.9.0")))
                .containsExactly(REPOSITORY + "0.9.0", REPOSITORY + "v0.9.0");
        assertThat(PRODUCT.image().registry().candidates(v("1.0.0rc1")))
                .startsWith(REPOSITORY + "1.0.0-RC-1", REPOSITORY + "v1.0.0-RC-1", REPOSITORY + "v1.0.0-RC1")
                .hasSize(4)
                .last()
                .asString()
                .matches(".*:[0-9a-f]{40}");
        assertThat(PRODUCT.image().registry().candidates(v("1.0.0b2"))).first().isEqualTo(REPOSITORY + "1.0.0-BETA-2");
        assertThat(PRODUCT.image().registry().candidates(v("1.0.0")))
                .startsWith(REPOSITORY + "v1.0.0", REPOSITORY + "1.0.0")
                .hasSize(3);
        assertThat(PRODUCT.image().registry().candidates(v("1.0.7")))
                .containsExactly(REPOSITORY + "v1.0.7", REPOSITORY + "1.0.7");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9.0,    mcp<2,         true",
        "1.0.6,    mcp<2,         true",
        "1.0.7,    mcp<2,         false",
        "1.0.6,    filelock<3.30, true",
        "1.0.7,    filelock<3.30, false",
        "0.9.0,    fastapi<0.130, false",
        "1.0.0b1,  fastapi<0.130, true",
        "1.0.0b2,  fastapi<0.130, true",
        "1.0.0rc1, fastapi<0.130, false"
    })
    void bindsLibrariesWhereAReleaseNeedsIt(String release, String requirement, boolean needed) {
        List<String> requirements = PRODUCT.image().requirements(v(release));
        assertThat(requirements.contains(requirement)).isEqualTo(needed);
        assertThat(requirements).contains("psycopg2-binary", "psycopg[binary]");
    }

    @Test
    void installsByTheCommandLineOnlyWhereTheChainIsComplete() {
        MigratorSpec alembic = PRODUCT.migrators().get("command-line");
        assertThat(alembic.title()).isEqualTo("alembic upgrade head");
        assertThat(alembic.installs(v("1.0.1"))).isFalse();
        assertThat(alembic.installs(v("1.0.2"))).isTrue();
        assertThat(PRODUCT.migrators().get("bootstrap").installs(v("0.9.0"))).isTrue();
    }

    @Test
    void aReleaseOfTomorrowNeedsNoEdit() {
        Version tomorrow = PRODUCT.resolve("1.3.0");
        assertThat(PRODUCT.settings(tomorrow)).isEqualTo(PRODUCT.settings(v("1.0.7")));
        assertThat(PRODUCT.image().registry().candidates(tomorrow))
                .containsExactly(REPOSITORY + "v1.3.0", REPOSITORY + "1.3.0");
        assertThat(PRODUCT.image().requirements(tomorrow))
                .isEqualTo(PRODUCT.image().requirements(v("1.0.7")));
        assertThat(PRODUCT.migrators().values()).allMatch(m -> m.installs(tomorrow));
        for (Engine engine : Engine.values()) {
            assertThat(PRODUCT.databaseUrl(engine, tomorrow)).isEqualTo(PRODUCT.databaseUrl(engine, v("1.0.7")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title: IBM    | titel: IBM     | product.yaml:LINE: unknown key \"titel\"; did you mean \"title\"? Allowed: alembic, aliases, allowedChanges, ",
                "port: 4444    | prot: 4444     | product.yaml:LINE: unknown key \"prot\" in start; did you mean \"port\"? Allowed: command, port, ready, readySeconds, stopSeconds.",
                "port: 4444    | port: four     | product.yaml:LINE: wrong type for \"port\" in start: expected a whole number.",
                "GA: 1.0.0     | GA: one        | product.yaml:LINE: \"one\" is no version: expected something like 1.0.4",
                "sqlite:       | sqlit:         | \"sqlit\" is not allowed for \"databaseUrl\"; did you mean \"sqlite\"? Allowed: postgres, sqlite.",
                "get: /v1/tools/plugin_bindings/, status | documented: /v1/tools, status | documented is written as METHOD /path, for example GET /health",
                "field: /0/uaid | field: uaid   | field is a JSON pointer such as /items/0/id"
            })
    void saysWhatIsWrongAndWhere(String from, String to, String message) {
        assertThat(TEXT).contains(from);
        long line = TEXT.substring(0, TEXT.indexOf(from) + 1).lines().count();
        assertThatThrownBy(() -> StrictYaml.load(
                        "product.yaml", TEXT.replaceFirst(java.util.regex.Pattern.quote(from), to), Product.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message.replace("LINE", String.valueOf(line)))
                .hasMessageMatching("product\\.yaml:\\d+: .*\\R?");
    }
}

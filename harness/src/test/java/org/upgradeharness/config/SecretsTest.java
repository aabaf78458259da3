package org.upgradeharness.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets();

    @Test
    void hasEveryClassOfCharacter() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String secret = secrets.fresh(28);
            assertThat(secret)
                    .hasSize(28)
                    .matches("[a-z].*")
                    .containsPattern("[A-Z]")
                    .containsPattern("[0-9]")
                    .contains("!");
            assertThat(secret).as("no character twice in a row").doesNotContainPattern("(.)\\1");
            made.add(secret);
        }
        assertThat(made).as("never the same twice").hasSize(500);
    }

    @Test
    void aNameMeansOneSecret() {
        String secret = secrets.named("JWT_SECRET_KEY", 48);
        assertThat(secrets.named("JWT_SECRET_KEY", 48)).isEqualTo(secret).hasSize(48);
        assertThat(secrets.named("OTHER", 48)).isNotEqualTo(secret);
        assertThat(secrets.all()).containsValue(secret);
    }

    @Test
    void masksEveryFormOfASecret() throws JsonProcessingException {
        String secret = secrets.register("p\"ss\\wörd /+&\n!end");
        String json = new ObjectMapper().writeValueAsString(Map.of("password", secret));
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.mask("plain " + secret + " end")).isEqualTo("plain ***** end");
        assertThat(secrets.mask(json)).isEqualTo("{\"password\":\"*****\"}");
        assertThat(secrets.mask("postgresql://u:" + url + "@h")).isEqualTo("postgresql://u:*****@h");
        assertThat(secrets.mask("u:" + url.replace("+", "%20") + "@h")).isEqualTo("u:*****@h");
        assertThat(secrets.mask("Basic " + base64)).isEqualTo("Basic *****");
        assertThat(secrets.mask("token "
                        + base64.replaceFirst("=+$", "").replace('+', '-').replace('/', '_')))
                .isEqualTo("token *****");
    }

    @Test
    void theLongerOfTwoSecretsIsMaskedWhole() {
        secrets.register("secret-1");
        secrets.register("secret-1-and-more");
        assertThat(secrets.mask("secret-1-and-more, secret-1")).isEqualTo("*****, *****");
    }

    @Test
    void masksWhatIsLeftOfASecretWhereATextWasCut() {
        secrets.register("correct-horse-battery");
        assertThat(secrets.mask("token correct-horse-b…")).isEqualTo("token *****…");
        assertThat(secrets.mask("a …horse-battery b correct-ho… c")).isEqualTo("a …***** b *****… c");
        assertThat(secrets.mask("expected …'-battery', found 'correct'… (300 characters)"))
                .isEqualTo("expected …'*****', found '*****'… (300 characters)");
        assertThat(secrets.mask("…correct-horse-batt…")).isEqualTo("…*****…");
        assertThat(secrets.mask("corr… stays … x")).isEqualTo("corr… stays … x");
    }

    @Test
    void tellsWhichSecretsStandInAText() {
        Secrets secrets = new Secrets();
        String secret = secrets.fresh(28);
        secrets.registerStored("$argon2id$v=19$abcdefgh");
        secrets.register("short123");
        assertThat(secrets.standingIn("a " + secret + " and $argon2id$v=19$abcdefgh, short123"))
                .containsExactlyInAnyOrder(secret, "$argon2id$v=19$abcdefgh");
        assertThat(secrets.isStored(secret)).isFalse();
        assertThat(secrets.isStored("$argon2id$v=19$abcdefgh")).isTrue();
    }

    @Test
    void whatIsTooShortToBeASecretIsLeft() {
        secrets.register("a");
        secrets.register(null);
        assertThat(secrets.mask("a banana")).isEqualTo("a banana");
        assertThat(secrets.mask(null)).isNull();
        assertThat(secrets.mask("")).isEmpty();
    }
}

package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.product.Lack;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.UnreadableList;

class AbilityTest {
    private final Product product;

    AbilityTest() throws IOException {
        product = StrictYaml.load(
                "product.yaml",
                Files.readString(Path.of("..", "fixtures", "products", "contextforge", "product.yaml")),
                Product.class);
    }

    @Test
    void theDescriptionAndTheWitnessesKnowTheSameWords() {
        Set<String> declared = product.lacks().stream().map(Lack::ability).collect(Collectors.toSet());
        Set<String> known = Arrays.stream(Ability.values()).map(Ability::id).collect(Collectors.toSet());
        assertThat(declared).isEqualTo(known);
    }

    @Test
    void onlyReleasesBeforeRc1LackSomething() {
        assertThat(abilities("0.9.0"))
                .containsExactlyInAnyOrder(
                        "team-details", "any-id", "token-revocation", "default-roles", "barring", "unlimited-lists");
        assertThat(abilities("1.0.0b2")).containsExactlyInAnyOrder("team-details", "default-roles", "barring");
        assertThat(abilities("1.0.0rc1")).isEmpty();
        assertThat(abilities("1.0.7")).isEmpty();
    }

    @Test
    void onlyWhatNothingCanFillIsNotDemanded() {
        assertThat(product.lacks(Version.parse("0.9.0")).stream().flatMap(l -> l.tables().stream()))
                .containsExactly("email_team_invitations");
    }

    @Test
    void wholeListsAreAskedForAgainOnlyWhereTheOldReleaseMayRefuse() {
        try (TestServer server = new TestServer()
                .answer("/a2a?include_inactive=true&limit=0", 422, "{}")
                .answer("/a2a?include_inactive=true&limit=1000", 200, "[{\"id\":1}]")) {
            Api api = Api.anonymous(server.url(), Transcript.NONE);
            assertThat(Lists.whole(new Sight(api, api, bed(Set.of("unlimited-lists"))), "/a2a", "agents"))
                    .hasSize(1);
            assertThatThrownBy(() -> Lists.whole(new Sight(api, api, bed(Set.of())), "/a2a", "agents"))
                    .isInstanceOf(UnreadableList.class);
        }
    }

    private static Seedbed bed(Set<String> lacks) {
        return new Seedbed(new Secrets(), "", lacks);
    }

    private List<String> abilities(String release) {
        return product.lacks(Version.parse(release)).stream().map(Lack::ability).toList();
    }
}

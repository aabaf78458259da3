package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.docker.ImageSource;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.TableCount;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.witness.EndpointAnswer;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

class GuardsTest {
    private record Fake(String feature, boolean seeds, boolean uses) implements Witness {
        @Override
        public void seed(Seedbed bed) {}

        @Override
        public Map<String, Integer> leastRows() {
            return Map.of();
        }

        @Override
        public Map<String, JsonNode> observe(Sight sight) {
            return Map.of();
        }

        @Override
        public void use(Trial trial) {}
    }

    private static final List<Witness> TWO = List.of(new Fake("tools", true, true), new Fake("mcp", false, false));

    private static void broken(org.assertj.core.api.ThrowableAssert.ThrowingCallable guard, String reason) {
        assertThatThrownBy(guard).isInstanceOf(BrokenEnvironment.class).hasMessageContaining(reason);
    }

    @Test
    void whoeverSeedsHasSeeded() {
        Seedbed bed = new Seedbed(new Secrets(), "http://upstream", java.util.Set.of());
        broken(() -> Guards.seeded(TWO, bed), "The witness of tools seeded nothing");
        bed.made("tools", "1");
        assertThatCode(() -> Guards.seeded(TWO, bed)).doesNotThrowAnyException();
    }

    @Test
    void whoeverLooksHasSeen() {
        Map<String, JsonNode> something = Map.of("a", TextNode.valueOf("b"));
        Map<String, EndpointAnswer> endpoints = Map.of("/tools", new EndpointAnswer(200, true));
        Map<String, Map<String, JsonNode>> both = Map.of("tools", something, "mcp", something);
        Map<String, Map<String, EndpointAnswer>> others =
                Map.of("nobody", Map.of("/tools", new EndpointAnswer(401, true)));
        assertThatCode(() -> Guards.seen(TWO, new Observation(both, endpoints, others, Map.of(), "1")))
                .doesNotThrowAnyException();
        broken(
                () -> Guards.seen(
                        TWO,
                        new Observation(Map.of("tools", something, "mcp", Map.of()), endpoints, others, Map.of(), "1")),
                "The witness of mcp saw nothing");
        broken(
                () -> Guards.seen(TWO, new Observation(Map.of("mcp", something), endpoints, others, Map.of(), "1")),
                "of tools saw nothing");
        broken(() -> Guards.seen(TWO, new Observation(both, Map.of(), others, Map.of(), "1")), "documents no endpoint");
        Map<String, Map<String, EndpointAnswer>> silent =
                Map.of("nobody", Map.of("/tools", new EndpointAnswer(500, true)));
        broken(
                () -> Guards.seen(TWO, new Observation(both, endpoints, silent, Map.of(), "1")),
                "let nobody in or refused it");
    }

    @Test
    void theOldStoreIsTheOldReleases() {
        Side side = new Side(
                new GatewayImage(
                        "i", "sha256:1", ImageSource.LOCAL, "here", Version.parse("1.0.0"), List.of("a"), "3.12"),
                Map.of());
        assertThatCode(() -> Guards.atOldHead(side, List.of("a"))).doesNotThrowAnyException();
        broken(() -> Guards.atOldHead(side, List.of("b")), "another release was started in its place");
        broken(() -> Guards.atOldHead(side, List.of()), "another release was started in its place");
    }

    @Test
    void twoStoresAreTwo() {
        Store one = store("jdbc:sqlite:/a");
        assertThatCode(() -> Guards.twoStores(one, store("jdbc:sqlite:/b"))).doesNotThrowAnyException();
        broken(() -> Guards.twoStores(one, store("jdbc:sqlite:/a")), "from the same store");
    }

    private static Store store(String url) {
        return new Store("s", new StoreAddress(Engine.SQLITE, url, "", ""), Map.of(), Map.of());
    }

    @Test
    void everyRowThatWasLeftWasCompared() {
        Map<String, Long> left = Map.of("tools", 2L, "empty", 0L, "alembic_version", 1L);
        assertThatCode(() -> Guards.allCompared(left, compared(Map.of("tools", new TableCount(2, 0)), 2)))
                .doesNotThrowAnyException();
        broken(() -> Guards.allCompared(left, compared(Map.of(), 2)), "Of 2 rows of table tools");
        broken(
                () -> Guards.allCompared(left, compared(Map.of("tools", new TableCount(1, 2)), 1)),
                "left 1 were compared");
        broken(() -> Guards.allCompared(Map.of(), compared(Map.of(), 0)), "No row was compared");
    }

    private static RowComparison compared(Map<String, TableCount> counts, long rows) {
        return new RowComparison(List.of(), counts, rows, counts.size());
    }

    @Test
    void whoeverUsesHasTried() {
        assertThatCode(() -> Guards.tried(TWO.get(0), 1)).doesNotThrowAnyException();
        assertThatCode(() -> Guards.tried(TWO.get(1), 0)).doesNotThrowAnyException();
        broken(() -> Guards.tried(TWO.get(0), 0), "The witness of tools tried nothing");
    }

    @Test
    void tablesThatWereToBeFilledAreFull() {
        Guards.bulk(Set.of("metrics"), Map.of("metrics", 100L), 100);
        assertThatThrownBy(() -> Guards.bulk(Set.of("metrics"), Map.of("metrics", 99L), 100))
                .hasMessage("The tables that grow were to hold 100 rows each; there is metrics with 99.");
        assertThatThrownBy(() -> Guards.bulk(Set.of(), Map.of("metrics", 100L), 100))
                .hasMessageContaining("there is none");
    }
}

package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.Engine;

/** A product that no image, registry or index has: the run says so and names what can be tried, and nothing stands in. */
class UnobtainableIT {
    private static final Path FIXTURES =
            Path.of("..", "fixtures").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void endsWith3AndNamesAProductThatIsMadeHere() throws IOException {
        Outcome outcome = run("nowhere", "workbench");
        assertThat(outcome.exitCode()).as(outcome.headline()).isEqualTo(3);
        assertThat(outcome.headline())
                .contains("no-such-package-of-nobody")
                .endsWith(
                        "To try the tool without it: ./upgrade run --product workbench (Workbench gateway, made on this machine from sources).");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(report.path("cases")).as("nothing was run in its place").isEmpty();
    }

    @Test
    void saysTheReasonAloneWhereThereIsNoSuchProduct() throws IOException {
        Outcome outcome = run("nowhere", null);
        assertThat(outcome.exitCode()).as(outcome.headline()).isEqualTo(3);
        assertThat(outcome.headline()).contains("no-such-package-of-nobody").doesNotContain("To try the tool");
    }

    private Outcome run(String name, String other) throws IOException {
        Path fixtures = folder.resolve("fixtures");
        copy(FIXTURES.resolve("images"), fixtures.resolve("images"));
        product(
                "contextforge",
                fixtures,
                name,
                text -> text.replaceFirst("(?m)^package: .*", "package: no-such-package-of-nobody")
                        .replaceFirst("(?m)^    repository: .*", "    repository: 127.0.0.1:9/nobody"));
        if (other != null) {
            product(
                    "reference",
                    fixtures,
                    other,
                    text -> text.replaceFirst("(?m)^title: .*", "title: Workbench gateway"));
        }
        FixtureSource source = FixtureSource.folder(fixtures);
        RunRequest request = new RunRequest(
                name,
                "RC1",
                "GA",
                List.of(),
                List.of(Engine.SQLITE),
                null,
                Map.of(),
                Map.of(),
                folder.resolve("report"),
                Severity.ERROR,
                false,
                1,
                "./upgrade run",
                DumpRequest.NONE);
        return new SuiteRun(
                        Requests.runId(),
                        request,
                        LoadedProduct.read(source, name),
                        source,
                        Scenarios.find().select(List.of("UPG-01"), "", "quick"))
                .execute(line -> {});
    }

    private static void product(
            String like, Path fixtures, String name, java.util.function.UnaryOperator<String> change)
            throws IOException {
        Path target = fixtures.resolve("products").resolve(name);
        copy(FIXTURES.resolve("products").resolve(like), target);
        Path yaml = target.resolve("product.yaml");
        String text = Files.readString(yaml).replaceFirst("(?m)^name: .*", "name: " + name);
        Files.writeString(yaml, change.apply(text));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}

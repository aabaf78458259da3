package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.Event;

/** What is written is what {@code docs/report.schema.json} promises. */
class ReportSchemaTest {
    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    private static String text() {
        try (InputStream in = ReportFolder.class.getResourceAsStream("report.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> faults(String report) {
        return SCHEMA.validate(report, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static List<String> words(String pointer) throws IOException {
        List<String> words = new ArrayList<>();
        JsonNode list = new ObjectMapper().readTree(TEXT).at(pointer);
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    @Test
    void theListsAreThoseOfTheProgram() throws IOException {
        assertThat(words("/$defs/kind/enum"))
                .containsExactlyElementsOf(
                        Stream.of(Kind.values()).map(Kind::id).toList());
        assertThat(words("/$defs/severity/enum"))
                .containsExactlyElementsOf(
                        Stream.of(Severity.values()).map(Severity::id).toList());
        assertThat(words("/$defs/verdict/enum"))
                .containsExactlyElementsOf(
                        Stream.of(Verdict.values()).map(Verdict::name).toList());
    }

    @Test
    void everyMomentOfARunIsValid() {
        List<Event> events = Samples.run();
        for (int told = 1; told <= events.size(); told++) {
            assertThat(faults(ReportJson.report(Samples.view(events.subList(0, told)))))
                    .as("after event " + told)
                    .isEmpty();
        }
    }

    @Test
    void aCaseWithoutAReasonIsValidAndSaysSo() {
        for (String reason : new String[] {null, "", " "}) {
            String report = ReportJson.report(Samples.view(Samples.run(
                            List.of(Samples.result(Samples.SQLITE, Verdict.SKIPPED, "x", List.of(), List.of())),
                            List.of())
                    .stream()
                    .map(e -> e instanceof Event.CaseEnded c
                            ? new Event.CaseEnded(
                                    c.at(),
                                    Samples.result(Samples.SQLITE, Verdict.SKIPPED, reason, List.of(), List.of()))
                            : e)
                    .toList()));
            assertThat(faults(report)).isEmpty();
            assertThat(report).contains("no reason was given");
        }
    }

    @Test
    void whatIsWrongIsSeen() {
        String good = ReportJson.report(Samples.view(Samples.run()));
        assertThat(faults(good.replace("\"lost-row\"", "\"LOST_ROW\""))).isNotEmpty();
        assertThat(faults(good.replace("\"exitCode\" : 1", "\"exitCode\" : 0"))).isNotEmpty();
        assertThat(faults(good.replace("\"repeat\"", "\"again\""))).isNotEmpty();
        assertThat(faults(good.replace("\"outcome\" : \"ok\"", "\"outcome\" : null")))
                .isNotEmpty();
        assertThat(faults(good.replace("pinned to 1.0.0, and 1.0.4 was asked for", "")))
                .isNotEmpty();
    }

    @Test
    void golden() throws IOException {
        Golden.matches("report.json", ReportJson.report(Samples.view(Samples.run())));
    }
}

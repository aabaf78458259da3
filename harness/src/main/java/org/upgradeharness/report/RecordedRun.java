package org.upgradeharness.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;

/**
 * A run as its {@code report.json} tells of it, as far as a later run wants to know.
 *
 * @param started when it began
 * @param product the product's name
 * @param from the old release as asked for
 * @param to the new release as asked for
 * @param command the command that repeats it, empty if the report tells none
 * @param versions what the run stood on
 * @param content hashes of what the verdicts came from, by name; empty in reports that do not tell it
 * @param cases what became of the cases
 */
public record RecordedRun(
        Instant started,
        String product,
        String from,
        String to,
        String command,
        Map<String, String> versions,
        Map<String, String> content,
        List<RecordedCase> cases) {
    /** Larger than the report of any run with data for people; what is larger is not read into memory. */
    private static final long MOST_BYTES = 256L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    public RecordedRun {
        versions = Map.copyOf(versions);
        content = Map.copyOf(content);
        cases = List.copyOf(cases);
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it cannot be read or is no report of a run: the message says why, in a few words
     */
    static RecordedRun read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        JsonNode report;
        try {
            report = JSON.readTree(Files.readAllBytes(file));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IOException(
                    "it is no JSON ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ")",
                    e);
        }
        JsonNode run = report.path("run");
        List<RecordedCase> cases = new ArrayList<>();
        for (JsonNode each : demand(report, "cases", report.path("cases").isArray())) {
            cases.add(recorded(each));
        }
        return new RecordedRun(
                instant(text(run, "started")),
                text(run, "product"),
                text(run, "from"),
                text(run, "to"),
                report.path("command").asText(""),
                texts(run.path("versions")),
                texts(run.path("content")),
                cases);
    }

    private static RecordedCase recorded(JsonNode each) throws IOException {
        CaseKey key = new CaseKey(text(each, "id"), text(each, "title"), text(each, "engine"), text(each, "way"));
        return new RecordedCase(
                key, side(each.path("from")), side(each.path("to")), verdict(text(each, "verdict")), tally(each));
    }

    private static RecordedCase.Side side(JsonNode side) throws IOException {
        return side.isObject() ? new RecordedCase.Side(text(side, "release"), text(side, "digest")) : null;
    }

    private static Tally tally(JsonNode each) throws IOException {
        long[] fresh = new long[3];
        long known = 0;
        List<String> severities = List.of("error", "warning", "note");
        for (JsonNode finding : demand(each, "findings", each.path("findings").isArray())) {
            int severity = severities.indexOf(text(finding, "severity"));
            if (finding.hasNonNull("known")) {
                known++;
            } else if (severity >= 0) {
                fresh[severity]++;
            } else {
                throw new IOException("a finding has the severity \"" + text(finding, "severity") + "\"");
            }
        }
        return new Tally(fresh[0], fresh[1], fresh[2], known);
    }

    private static Verdict verdict(String word) throws IOException {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(word)) {
                return verdict;
            }
        }
        throw new IOException("a case has the verdict \"" + Plain.cut(Plain.line(word), 40) + "\"");
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("\"" + Plain.cut(Plain.line(text), 40) + "\" is no moment", e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String text(JsonNode object, String field) throws IOException {
        return demand(object, field, object.path(field).isTextual()).asText();
    }

    private static JsonNode demand(JsonNode object, String field, boolean right) throws IOException {
        if (!right) {
            throw new IOException("it is no report of an upgrade run: \"" + field + "\" is not in it");
        }
        return object.path(field);
    }
}

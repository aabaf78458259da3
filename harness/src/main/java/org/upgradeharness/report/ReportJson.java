package org.upgradeharness.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.Figure;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Step;

/** {@code report.json} and the lines of {@code events.ndjson}; the contract stands in {@code docs/report.schema.json}. */
final class ReportJson {
    private static final ObjectMapper COMPACT = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .registerModule(new SimpleModule()
                    .addSerializer(Severity.class, spelled(Severity::id))
                    .addSerializer(Kind.class, spelled(Kind::id)))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final ObjectMapper PRETTY = COMPACT.copy().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    private record Document(
            Run run,
            Verdict verdict,
            String headline,
            int exitCode,
            String command,
            List<String> engines,
            List<String> remarks,
            List<Case> cases) {}

    private record Run(
            String id,
            Instant started,
            double seconds,
            String product,
            String from,
            String to,
            long seed,
            Map<String, String> machine,
            Map<String, String> versions,
            Map<String, String> content) {}

    private record Case(
            String id,
            String title,
            String engine,
            String way,
            List<String> path,
            ReleaseFacts from,
            ReleaseFacts to,
            Verdict verdict,
            String reason,
            double seconds,
            String evidence,
            String repeat,
            List<Finding> findings,
            List<Step> steps,
            Map<String, Count> counts,
            List<Figure> figures,
            @JsonInclude(JsonInclude.Include.NON_NULL) ProbeFacts probe) {
        static Case of(CaseResult r) {
            return new Case(
                    r.key().id(),
                    r.key().title(),
                    r.key().engine(),
                    r.key().way(),
                    r.path(),
                    r.from(),
                    r.to(),
                    r.verdict(),
                    r.reason(),
                    r.seconds(),
                    r.evidence(),
                    r.repeat(),
                    r.findings(),
                    r.steps(),
                    r.counts(),
                    r.figures(),
                    r.probe());
        }
    }

    static String report(RunView view) {
        RunFacts f = view.facts();
        Run run = new Run(
                f.id(),
                f.started(),
                view.seconds(),
                f.product(),
                f.from(),
                f.to(),
                f.seed(),
                f.machine(),
                f.versions(),
                f.content());
        return write(
                        PRETTY,
                        new Document(
                                run,
                                view.verdict(),
                                view.headline(),
                                view.exitCode(),
                                f.command(),
                                f.engines(),
                                view.remarks(),
                                view.cases().stream().map(Case::of).toList()))
                + "\n";
    }

    static String line(Event event) {
        return write(COMPACT, event) + "\n";
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written as JSON", e);
        }
    }

    private static <E extends Enum<E>> JsonSerializer<E> spelled(Function<E, String> id) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(E value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(id.apply(value));
            }
        };
    }
}

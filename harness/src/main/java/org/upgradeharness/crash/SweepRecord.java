package org.upgradeharness.crash;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.migrate.Statement;

/**
 * What a sweep has found so far, on disk: a first line that says what was swept, then a line for each point, written when it has been
 * judged. A sweep that was killed goes on behind the last whole line.
 */
public final class SweepRecord {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;
    private final UnaryOperator<String> mask;
    private final List<PointResult> results = new ArrayList<>();
    private Head head;
    private String leftBehind = "";

    private SweepRecord(Path file, UnaryOperator<String> mask) {
        this.file = file;
        this.mask = mask;
    }

    /**
     * What was swept: a later attempt goes on only with the same.
     *
     * @param from image of the old release
     * @param to image of the new release
     * @param engine the engine
     * @param statements the statements of the migration, in short
     */
    record Head(
            @JsonProperty("from") String from,
            @JsonProperty("to") String to,
            @JsonProperty("engine") String engine,
            @JsonProperty("statements") List<String> statements) {
        private String differenceTo(Head now) {
            if (!from.equals(now.from) || !to.equals(now.to)) {
                return "another image of a release";
            }
            if (!engine.equals(now.engine)) {
                return "another engine, part or point";
            }
            for (int i = 0; i < Math.min(statements.size(), now.statements.size()); i++) {
                if (!statements.get(i).equals(now.statements.get(i))) {
                    return "another statement " + (i + 1) + ": " + statements.get(i);
                }
            }
            return statements.size() + " statements";
        }
    }

    /**
     * The record in a file, which need not be there.
     *
     * @param mask takes secrets out of what is written
     */
    public static SweepRecord in(Path file, UnaryOperator<String> mask) {
        SweepRecord recorded = new SweepRecord(file, mask);
        try {
            if (Files.exists(file)) {
                recorded.read(Files.readAllLines(file, StandardCharsets.UTF_8));
            }
            return recorded;
        } catch (IOException e) {
            throw new BrokenEnvironment("The record of the sweep " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(List<String> lines) {
        for (String line : lines) {
            try {
                if (head == null) {
                    head = JSON.readValue(line, Head.class);
                } else {
                    take(JSON.readValue(line, PointResult.class));
                }
            } catch (JsonProcessingException e) {
                return; // The line at which it was killed: that point is judged again.
            }
        }
    }

    /**
     * Says what is swept now. What was recorded of something else is left behind.
     *
     * @return whether there is something to go on from
     */
    public boolean goesOn(String from, String to, String engine, List<Statement> statements) {
        Head now = new Head(
                from,
                to,
                engine,
                statements.stream()
                        .map(s -> mask.apply(s.revision() + " " + s.brief()))
                        .toList());
        boolean same = now.equals(head);
        if (!same) {
            leftBehind = head == null ? "" : head.differenceTo(now);
            results.clear();
            head = now;
        }
        StringBuilder text = new StringBuilder(line(head));
        results.forEach(r -> text.append(line(r)));
        write(text.toString(), StandardOpenOption.TRUNCATE_EXISTING);
        return same && !results.isEmpty();
    }

    /** A point that was judged once more stands for itself. */
    private void take(PointResult result) {
        results.removeIf(r -> r.n() == result.n());
        results.add(result);
    }

    /** In what a record that stood there differed from what is swept now, in words; empty if there was none, or it is gone on from. */
    public String leftBehind() {
        return leftBehind;
    }

    /** Adds a point that was judged; it takes the place of what came of it before. */
    public void add(PointResult result) {
        take(result);
        write(line(result), StandardOpenOption.APPEND);
    }

    /** The points that were judged, in the order of the migration. */
    public List<PointResult> results() {
        return results.stream().sorted(Comparator.comparingInt(PointResult::n)).toList();
    }

    /**
     * One point of each revision and sort of store that the migration run again came to. Their stores are gone when a sweep goes on, so
     * that these are judged once more.
     */
    public List<PointResult> oneOfEachEnd() {
        Map<String, PointResult> ends = new LinkedHashMap<>();
        results.stream()
                .filter(r -> r.sameAs() == 0)
                .filter(r -> r.outcome() == PointOutcome.CONVERGED || r.outcome() == PointOutcome.DIFFERENT)
                .forEach(r -> ends.putIfAbsent(end(r), r));
        return List.copyOf(ends.values());
    }

    private static String end(PointResult result) {
        boolean right = result.outcome() == PointOutcome.CONVERGED;
        return right ? "" : result.revision() + " " + new EndState(Set.of(), result.differences()).sort();
    }

    private static String line(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a point cannot be written as JSON", e);
        }
    }

    private void write(String text, StandardOpenOption how) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, mask.apply(text), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new BrokenEnvironment("The record of the sweep " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}

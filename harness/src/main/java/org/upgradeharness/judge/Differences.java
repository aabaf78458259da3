package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects what the row judge finds: every difference goes to the sink as a line, the first thousand of one object and kind
 * are kept as findings, the rest are counted.
 */
final class Differences {
    static final int KEPT = 1000;
    private static final int SINGLE_GROUPS = 5;

    private final Consumer<String> sink;
    private final Showing showing;
    private final List<Difference> kept = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Finding> samples = new HashMap<>();

    Differences(Consumer<String> sink, Showing showing) {
        this.showing = showing;
        this.sink = sink;
    }

    void add(Difference d) {
        Finding f = d.finding();
        Finding told = showing.finding(f);
        sink.accept(f.kind().id() + " " + f.object() + " [" + told.key() + "] expected " + told.expected() + " found "
                + told.found());
        String pile = f.kind() + " " + f.object();
        if (counts.merge(pile, 1L, Long::sum) <= KEPT) {
            kept.add(d);
            samples.putIfAbsent(pile, f);
        }
    }

    /** An error about a table or column as a whole. */
    void whole(String table, Kind kind, String object, String expected, String found) {
        add(new Difference(
                Finding.of(Severity.ERROR, kind, object, "", expected, found), table, List.of(), List.of(), null));
    }

    /** All findings, each in the group of its cause. */
    List<Finding> findings() {
        Map<String, Difference> lostBy = new HashMap<>();
        Map<String, List<Difference>> moved = new HashMap<>();
        kept.forEach(d -> {
            d.identities().forEach(i -> lostBy.putIfAbsent(i, d));
            if (d.content() != null) {
                moved.computeIfAbsent(d.table() + d.content(), k -> new ArrayList<>())
                        .add(d);
            }
        });
        List<Finding> findings = new ArrayList<>();
        for (Difference d : kept) {
            Difference twin = twin(d, moved);
            Finding f = d.finding();
            String group = group(twin != null && f.kind() == Kind.EXTRA_ROW ? twin : d, lostBy, 0);
            findings.add((twin == null ? f : withTwin(f, twin.finding())).inGroup(group));
        }
        counts.forEach((pile, count) -> {
            if (count > KEPT) {
                Finding f = samples.get(pile);
                findings.add(new Finding(
                        f.severity(),
                        f.kind(),
                        f.object(),
                        "",
                        count + " differences of this kind",
                        (count - KEPT) + " more, all in the evidence",
                        ownGroup(f),
                        null,
                        null));
            }
        });
        return findings;
    }

    /** The row of the other kind with the same content; only where it is the only one. */
    @SuppressWarnings("ReferenceEquality") // one of the two is this very difference; an equal one beside it is another
    private static Difference twin(Difference d, Map<String, List<Difference>> moved) {
        List<Difference> same = d.content() == null ? List.of() : moved.get(d.table() + d.content());
        boolean pair = same.size() == 2
                && same.get(0).finding().kind() != same.get(1).finding().kind();
        return !pair ? null : same.get(0) == d ? same.get(1) : same.get(0);
    }

    private static Finding withTwin(Finding f, Finding twin) {
        String said = f.kind() == Kind.LOST_ROW
                ? "no row with this key; a row with the same content is there as " + twin.key()
                : f.found() + "; a row with the same content is lost: " + twin.key();
        return Finding.of(f.severity(), f.kind(), f.object(), f.key(), f.expected(), said);
    }

    @SuppressWarnings("ReferenceEquality") // a row that refers to itself has no other cause
    private String group(Difference d, Map<String, Difference> lostBy, int depth) {
        for (String parent : d.refersTo()) {
            Difference cause = lostBy.get(parent);
            if (cause != null && cause != d && depth < 20) {
                return group(cause, lostBy, depth + 1);
            }
        }
        return ownGroup(d.finding());
    }

    private String ownGroup(Finding f) {
        if (f.found().equals(RowJudge.TABLE_GONE) || f.found().equals(RowJudge.COLUMN_GONE)) {
            return f.object() + ": " + f.found();
        }
        return switch (f.kind()) {
            case LOST_ROW ->
                counts.get(f.kind() + " " + f.object()) <= SINGLE_GROUPS
                                && !f.key().isEmpty()
                        ? "row lost from " + f.object() + ": " + f.key()
                        : "rows lost from " + f.object();
            case EXTRA_ROW -> "rows appeared in " + f.object();
            default -> f.object() + " changed";
        };
    }
}

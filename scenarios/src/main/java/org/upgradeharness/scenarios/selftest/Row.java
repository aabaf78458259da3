package org.upgradeharness.scenarios.selftest;

import java.util.Comparator;
import java.util.List;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.store.Engine;

/**
 * What became of one defect, or of one control, on one engine.
 *
 * @param name the defect; {@code control} where nothing was planted
 * @param engine the kind of database
 * @param expected what the run was to find
 * @param found what it found
 * @param caught whether that is what it was to find
 * @param wrong what it found besides
 * @param seconds how long the run took; of a run in which several were planted, its share
 */
public record Row(
        String name, String engine, String expected, String found, boolean caught, List<String> wrong, double seconds) {
    /** The name of a run in which nothing is planted. */
    public static final String CONTROL = "control";

    /** Controls first, and one defect's engines beside each other. */
    static final Comparator<Row> ORDER =
            Comparator.comparing((Row r) -> r.isControl() ? "" : r.name()).thenComparing(Row::engine);

    public Row {
        wrong = List.copyOf(wrong);
    }

    /** A defect that was found, and nothing besides. */
    static Row caught(Defect defect, Engine engine, double seconds) {
        String expected = defect.expect().toString();
        return new Row(defect.name(), engine.id(), expected, expected, true, List.of(), seconds);
    }

    /** What is told of it while others go on. */
    String line() {
        return (caught && wrong.isEmpty() ? "ok     " : "WRONG  ") + name + " [" + engine + "] expected " + expected
                + ", found " + found + (wrong.isEmpty() ? "" : "; besides " + wrong);
    }

    boolean isControl() {
        return name.equals(CONTROL);
    }
}

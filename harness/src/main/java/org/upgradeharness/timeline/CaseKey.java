package org.upgradeharness.timeline;

import java.util.Comparator;

/**
 * One scenario on one engine: the unit of a report.
 *
 * @param id the case's id, such as UPG-01
 * @param title the scenario's name
 * @param engine the engine's id
 * @param way how it upgrades, in short, such as {@code own-start}; unique among the scenarios of one id
 */
public record CaseKey(String id, String title, String engine, String way) {
    /** The order of a report, which is the same for two runs however fast their cases were. */
    public static final Comparator<CaseKey> ORDER =
            Comparator.comparing(CaseKey::id).thenComparing(CaseKey::way).thenComparing(CaseKey::engine);

    /** The folder name of its evidence. */
    public String folder() {
        return way.isEmpty() ? id + "-" + engine : id + "-" + way + "-" + engine;
    }

    /** The command that repeats this case alone, made from the one that repeats its run. */
    public String repeat(String command) {
        return command + " --case " + id + " --engine " + engine + (way.isEmpty() ? "" : " --tags @way-" + way);
    }

    @Override
    public String toString() {
        return id + (way.isEmpty() ? "" : " " + way) + " [" + engine + "]";
    }
}

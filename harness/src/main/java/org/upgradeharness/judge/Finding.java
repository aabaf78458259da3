package org.upgradeharness.judge;

import java.util.List;
import java.util.Objects;

/**
 * One difference the judge reports.
 *
 * @param severity the consequence for those who run the upgraded store
 * @param kind what it is, from the closed list
 * @param object {@code table.column}, constraint, index, endpoint or feature
 * @param key which row or entity, as {@code column=value}; empty where the object says it all
 * @param expected what the old side, the fresh install or the release says
 * @param found what is there
 * @param group the cause that this finding shares with others, in words; never empty
 * @param step the step of the case in which it came to light
 * @param known the reason of the matching entry in the known findings, or null
 */
public record Finding(
        Severity severity,
        Kind kind,
        String object,
        String key,
        String expected,
        String found,
        String group,
        String step,
        String known) {

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(object, "object");
        key = Objects.requireNonNullElse(key, "");
        expected = Objects.requireNonNullElse(expected, "");
        found = Objects.requireNonNullElse(found, "");
        group = group == null || group.isBlank() ? kind.id() + " " + object : group;
        step = Objects.requireNonNullElse(step, "");
    }

    /** A finding whose group is its own kind and object, not yet tied to a step or a known entry. */
    public static Finding of(Severity severity, Kind kind, String object, String key, String expected, String found) {
        return new Finding(severity, kind, object, key, expected, found, null, null, null);
    }

    /** The same finding with another group. */
    public Finding inGroup(String cause) {
        return new Finding(severity, kind, object, key, expected, found, cause, step, known);
    }

    /** The same finding with another key. */
    public Finding keyed(String other) {
        return new Finding(severity, kind, object, other, expected, found, group, step, known);
    }

    /** The same finding with other consequences. */
    public Finding as(Severity other) {
        return new Finding(other, kind, object, key, expected, found, group, step, known);
    }

    /** The same finding, seen in the given step. */
    public Finding atStep(String name) {
        return new Finding(severity, kind, object, key, expected, found, group, name, known);
    }

    /** The same finding, explained by an entry of the known findings. */
    public Finding knownFor(String reason) {
        return new Finding(severity, kind, object, key, expected, found, group, step, reason);
    }

    /** Whether another one says of the same place that the same is wrong there. */
    public boolean samePlace(Finding other) {
        return kind == other.kind && object.equals(other.object) && key.equals(other.key);
    }

    /** Whether it lets a run fail at the given threshold. */
    public boolean failsAt(Severity threshold, boolean strict) {
        return severity.compareTo(threshold) >= 0 && (strict || known == null);
    }

    /**
     * Whether its key names this value of a column.
     *
     * @param pair written {@code column=value}
     */
    public boolean isOf(String pair) {
        return List.of(key.replaceAll("\\((\\w+=.*)\\)$", ", $1").split(" ?, ", -1))
                .contains(pair);
    }
}

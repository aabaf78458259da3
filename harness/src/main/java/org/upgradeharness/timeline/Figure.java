package org.upgradeharness.timeline;

/**
 * Something that was measured in a case, beside the seconds of its steps.
 *
 * @param name what
 * @param value how much
 * @param unit in what: {@code s} or {@code MiB}
 */
public record Figure(String name, double value, String unit) {}

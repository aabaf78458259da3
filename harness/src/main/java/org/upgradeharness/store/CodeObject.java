package org.upgradeharness.store;

/**
 * A view or trigger, compared as text.
 *
 * @param form {@code view} or {@code trigger}
 * @param name its name
 * @param text its definition with white space in normal form
 */
public record CodeObject(String form, String name, String text) {}

package org.upgradeharness.store;

/**
 * A check constraint; two are the same when the expressions agree.
 *
 * @param name its name, empty where it has none
 * @param expression what must hold, in normal form
 */
public record Check(String name, String expression) {}

package org.upgradeharness.store;

/**
 * What is compared as text: a view, trigger or function, and options of tables, columns, indexes and constraints that somebody chose.
 *
 * @param form {@code view}, {@code trigger}, {@code index option} and so on
 * @param name its name
 * @param text its definition with white space in normal form
 */
public record CodeObject(String form, String name, String text) {}

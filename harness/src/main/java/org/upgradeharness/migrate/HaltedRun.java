package org.upgradeharness.migrate;

/**
 * A run that was to be halted.
 *
 * @param id what it is called
 * @param hit the statement before which it stands, or null if it ended without coming there
 */
public record HaltedRun(long id, Statement hit) {}

/** Compares two observations of one installation and says what a person who runs it would lose. */
package org.upgradeharness.judge;

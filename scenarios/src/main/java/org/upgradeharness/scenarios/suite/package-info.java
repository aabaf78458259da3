/** Finds the scenarios and runs them, one launcher execution per engine. */
package org.upgradeharness.scenarios.suite;

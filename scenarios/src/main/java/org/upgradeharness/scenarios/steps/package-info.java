/** Step definitions: one class per word, a step body is one call to the harness. */
package org.upgradeharness.scenarios.steps;

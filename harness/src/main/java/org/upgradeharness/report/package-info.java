/** Turns the events of a run into files for people and machines. */
package org.upgradeharness.report;

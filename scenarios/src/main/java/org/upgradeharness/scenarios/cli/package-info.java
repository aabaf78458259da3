/** The command line: makes the request, picks scenarios, renders what came out. */
package org.upgradeharness.scenarios.cli;

/** What drives the harness: Cucumber's glue, the suites and the command line. */
package org.upgradeharness.scenarios;

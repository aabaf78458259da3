/** The release's own migration tool, run in a one-off container. */
package org.upgradeharness.migrate;

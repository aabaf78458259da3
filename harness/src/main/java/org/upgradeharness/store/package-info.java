/** Databases that outlive the gateways using them: made, cloned, dumped, restored, and read over JDBC. */
package org.upgradeharness.store;

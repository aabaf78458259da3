/** The upgrade test harness: one package per word of its vocabulary. */
package org.upgradeharness;

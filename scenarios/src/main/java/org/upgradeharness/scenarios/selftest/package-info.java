/** Puts the harness itself to the test: runs with defects that it must find, and runs without any. */
package org.upgradeharness.scenarios.selftest;

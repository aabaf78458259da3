/** {@code ./upgrade sweep}: a migration interrupted at every statement. */
package org.upgradeharness.scenarios.sweep;

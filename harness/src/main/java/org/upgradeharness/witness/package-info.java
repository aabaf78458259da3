/** One proof per feature: seeds on the old release, observes any later one, and uses what it seeded. */
package org.upgradeharness.witness;

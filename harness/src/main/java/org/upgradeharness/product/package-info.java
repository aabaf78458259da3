/** Families of gateways under test, their releases, and what differs between releases, by ranges. */
package org.upgradeharness.product;

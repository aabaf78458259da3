/** A cluster of somebody: a namespace of a run's own in it, charts installed there, and what is seen on the live objects. */
package org.upgradeharness.kubernetes;

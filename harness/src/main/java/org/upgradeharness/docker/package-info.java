/** The container engine: reaching it, images, networks, containers with the run's label, and the sweep. */
package org.upgradeharness.docker;

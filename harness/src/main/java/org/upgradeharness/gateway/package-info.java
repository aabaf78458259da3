/** A running container of one release on one store, and its HTTP API. */
package org.upgradeharness.gateway;

/** The one judge of downtime: an open loop of requests on a fixed schedule, whatever is going on behind the address. */
package org.upgradeharness.probe;

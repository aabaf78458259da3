/** What becomes of a store whose migration was interrupted and run again. */
package org.upgradeharness.crash;

/** Every timed step and event of a run, written down as it happens; the report is drawn from it alone. */
package org.upgradeharness.timeline;

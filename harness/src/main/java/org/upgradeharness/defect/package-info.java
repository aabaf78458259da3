/** Defects that are planted on purpose, and whether a run found exactly them. */
package org.upgradeharness.defect;

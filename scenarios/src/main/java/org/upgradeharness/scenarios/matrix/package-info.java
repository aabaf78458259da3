/** Which pairs of releases have been judged, by the reports that there are, and which have not. */
package org.upgradeharness.scenarios.matrix;

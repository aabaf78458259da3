/** One run from request to findings: what is shared by its cases, and what a case does step by step. */
package org.upgradeharness.run;

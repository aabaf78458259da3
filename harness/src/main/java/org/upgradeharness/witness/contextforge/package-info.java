/** The features of ContextForge; the only place in code that knows its paths and JSON. */
package org.upgradeharness.witness.contextforge;

/** Reads what people write: environment variables and YAML, with one clear sentence for what is wrong. */
package org.upgradeharness.config;

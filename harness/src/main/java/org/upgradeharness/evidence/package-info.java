/** The folder a case leaves behind: logs, dumps, diffs, transcripts, with secrets masked. */
package org.upgradeharness.evidence;

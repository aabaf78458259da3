package org.upgradeharness.judge;

/**
 * What people read first: one cause and how much it explains.
 *
 * @param group the cause in words
 * @param severity the worst of its findings
 * @param count how many findings share it
 * @param known how many of them are known findings
 * @param sample one of them
 */
public record GroupSummary(String group, Severity severity, int count, int known, Finding sample) {
    /** One line of text. */
    public String line() {
        String where = sample.object() + (sample.key().isEmpty() ? "" : " [" + sample.key() + "]");
        return severity.id() + ": " + group + " (" + count + (count == 1 ? " finding" : " findings")
                + (known == 0 ? "" : ", " + known + " known") + ", e.g. " + where + ": expected " + sample.expected()
                + ", found " + sample.found() + ")";
    }
}

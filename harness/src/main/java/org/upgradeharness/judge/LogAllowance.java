package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An error line that a release writes without fault.
 *
 * @param contains a literal piece of the entry's text as it was logged, or null
 * @param matches a regular expression found in it, or null; exactly one of the two is given
 * @param reason why it is no fault
 */
public record LogAllowance(
        String contains,
        String matches,
        @JsonProperty(required = true) String reason) {
    public LogAllowance {
        Declared.require(reason != null && !reason.isBlank(), "\"reason\" must say why the line is no fault");
        Declared.require(
                (contains == null) != (matches == null), "exactly one of \"contains\" and \"matches\" is needed");
        Declared.require(
                contains == null || !contains.isBlank(), "\"contains\" must not be empty: it would allow every line");
        if (matches != null) {
            try {
                Declared.require(!Pattern.compile(matches).matcher("").find(), "\"matches\" must not match every line");
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("\"matches\" is no regular expression: " + e.getDescription(), e);
            }
        }
    }

    /** Whether it speaks of the text. */
    boolean covers(String text) {
        return contains != null
                ? text.contains(contains)
                : Pattern.compile(matches).matcher(text).find();
    }
}

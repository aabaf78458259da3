package org.upgradeharness.report;

import java.util.List;
import java.util.stream.Collectors;

/** Text for Markdown that shows what it says: no value becomes markup. */
final class Markdown {
    private Markdown() {}

    static String text(String raw) {
        return Plain.line(raw)
                .replaceAll("([\\\\`*_{}\\[\\]#|~!])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    static String row(List<String> cells) {
        return "| " + cells.stream().map(Markdown::text).collect(Collectors.joining(" | ")) + " |\n";
    }

    /** A heading row; columns whose name begins with {@code #} hold numbers and stand on the right. */
    static String head(List<String> names) {
        return row(names.stream().map(n -> n.replace("#", "")).toList())
                + names.stream()
                        .map(n -> n.startsWith("#") ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Commands to copy; no value can end the block. */
    static String block(List<String> lines) {
        String text = lines.stream().map(Plain::line).collect(Collectors.joining("\n"));
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text + "\n" + fence + "\n";
    }
}

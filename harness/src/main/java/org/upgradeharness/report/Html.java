package org.upgradeharness.report;

/** Writes HTML in which no value becomes markup: whatever goes in as text or as an attribute comes out escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");

    /** Opens an element; attributes come as name and value in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A style sheet or script of ours; never a value. */
    Html own(String tag, String content) {
        out.append('<')
                .append(tag)
                .append(">\n")
                .append(content)
                .append("</")
                .append(tag)
                .append(">\n");
        return this;
    }

    private static String escaped(String text) {
        return Plain.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The closed set of conversions that a release may declare; each says what the new value must be, given the old one. */
public enum Conversion {
    /** {@code ["a"]} becomes {@code [{"id":"a","label":"a"}]}; entries that are objects already stay. */
    TAGS_TO_OBJECTS {
        @Override
        String apply(String old) {
            try {
                JsonNode tags = JsonText.MAPPER.readTree(old);
                if (!tags.isArray()) {
                    return old;
                }
                ArrayNode objects = JsonNodeFactory.instance.arrayNode();
                for (JsonNode tag : tags) {
                    objects.add(tag.isTextual() ? object(tag) : tag);
                }
                return objects.toString();
            } catch (JsonProcessingException e) {
                return old; // what is no JSON is not converted; the comparison then shows it as it is
            }
        }

        private JsonNode object(JsonNode tag) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("id", tag)
                    .set("label", tag);
        }
    },
    /** Lower case, everything that is no letter or digit becomes one hyphen, no hyphen at the ends, accents dropped. */
    SLUG {
        @Override
        String apply(String old) {
            String text = CONTRACTION.matcher(old.toLowerCase(Locale.ROOT)).replaceAll("$1$2");
            text = text.replace("æ", "ae").replace("ß", "ss").replace("ø", "o");
            text = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
            return text.replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}]+", "-")
                    .replaceAll("[^\\x00-\\x7F]", "")
                    .replaceAll("^-+|-+$", "");
        }
    },
    /** The named entities {@code amp lt gt quot apos nbsp} and numeric ones become their characters, once. */
    HTML_UNESCAPE {
        @Override
        String apply(String old) {
            return ENTITY.matcher(old)
                    .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(character(m.group(1), m.group())));
        }

        private String character(String name, String whole) {
            return switch (name) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                case "nbsp" -> "\u00a0";
                default -> {
                    boolean hex = name.startsWith("#x") || name.startsWith("#X");
                    int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
                    yield Character.isValidCodePoint(code) ? Character.toString(code) : whole;
                }
            };
        }
    },
    /** A JSON string becomes the text inside of it; JSON null and the empty JSON string become NULL. */
    JSON_STRING_TO_TEXT {
        @Override
        String apply(String old) {
            try {
                JsonNode value = JsonText.MAPPER.readTree(old);
                if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
                    return null;
                }
                return value.isTextual() ? value.textValue() : old;
            } catch (JsonProcessingException e) {
                return old; // what is no JSON is not converted; the comparison then shows it as it is
            }
        }
    },
    /** The number as text: {@code 5} becomes {@code "5"}. */
    INT_TO_TEXT {
        @Override
        String apply(String old) {
            return old;
        }
    };

    private static final Pattern CONTRACTION = Pattern.compile("(\\w)['’](\\w)");
    private static final Pattern ENTITY =
            Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});");

    /** Whether a name is the slug of the old one, alone or after a prefix that ends with a separator. */
    static boolean namespaced(String old, String now) {
        String slug = SLUG.apply(old);
        String prefix = now.endsWith(slug) ? now.substring(0, now.length() - slug.length()) : null;
        return !slug.isEmpty() && prefix != null && (prefix.isEmpty() || prefix.matches(".*[^\\p{Alnum}]"));
    }

    /** The value that must stand in the new store, given the old one as text; null for NULL. */
    abstract String apply(String old);
}

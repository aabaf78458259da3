package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** JSON compared by meaning: the order of keys is free, the order of lists is not, numbers count by value. */
final class JsonText {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Beyond it a number is written with an exponent. */
    private static final int LONGEST_SCALE = 30;

    /** Of a key that stands twice one value would be forgotten: such a text is compared as it stands. */
    private static final ObjectReader STRICT = MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private JsonText() {}

    /** One spelling per meaning; text that is no JSON, or in which a key stands twice, is given back as it is. */
    static String canonical(String text) {
        try {
            JsonNode node = STRICT.readTree(text);
            return node.isMissingNode() ? text : canonical(node);
        } catch (JsonProcessingException e) {
            return text; // no valid JSON can be spelled like this, so that it stays different from all JSON
        }
    }

    static String canonical(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    /** Whether the second holds everything that the first holds. */
    static boolean holdsAll(JsonNode old, JsonNode now) {
        if (old.isObject()) {
            boolean all = now.isObject();
            for (var field : old.properties()) {
                all = all && now.has(field.getKey()) && holdsAll(field.getValue(), now.get(field.getKey()));
            }
            return all;
        }
        if (!old.isArray()) {
            return canonical(old).equals(canonical(now));
        }
        List<JsonNode> rest = new ArrayList<>();
        now.forEach(rest::add);
        for (JsonNode item : old) {
            int at = 0;
            while (at < rest.size() && !holdsAll(item, rest.get(at))) {
                at++;
            }
            if (at == rest.size()) {
                return false;
            }
            rest.remove(at);
        }
        return now.isArray();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
            String separator = "{";
            for (var field : sorted.entrySet()) {
                out.append(separator)
                        .append(JsonNodeFactory.instance.textNode(field.getKey()))
                        .append(':');
                write(field.getValue(), out);
                separator = ",";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String separator = "[";
            for (JsonNode item : node) {
                out.append(separator);
                write(item, out);
                separator = ",";
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isNumber()) {
            out.append(number(node.decimalValue()));
        } else {
            out.append(node);
        }
    }

    /** A number in normal form, and as people write it where that is not too long. */
    static String number(BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return Math.abs((long) plain.scale()) > LONGEST_SCALE ? plain.toString() : plain.toPlainString();
    }

    /** Whether two values are the same but for text in the named fields of objects, which must have been encrypted. */
    static boolean sameButEncrypted(JsonNode old, JsonNode now, Set<String> fields) {
        if (!old.isObject() || !now.isObject() || old.size() != now.size()) {
            return canonical(old).equals(canonical(now));
        }
        boolean same = true;
        for (var field : old.properties()) {
            JsonNode partner = now.get(field.getKey());
            same = same
                    && partner != null
                    && (fields.contains(field.getKey()) && field.getValue().isTextual()
                            ? encrypted(field.getValue().textValue(), partner)
                            : sameButEncrypted(field.getValue(), partner, fields));
        }
        return same;
    }

    private static boolean encrypted(String old, JsonNode now) {
        boolean untouched = now.isTextual() && now.textValue().equals(old);
        return untouched
                || now.isTextual()
                        && now.textValue().length() > old.length()
                        && !now.textValue().contains(old);
    }
}

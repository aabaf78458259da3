package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Trial;

/**
 * Whether a release keeps what it was sent, and nothing else: a new entity is told as it was sent, as far as it is told at all, and
 * a change of one field leaves the others as they were.
 */
final class Written {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("_(\\w)");

    /** What a release itself writes down about a write, beside what was sent. */
    private static final Pattern BOOKKEEPING = Pattern.compile("(?i)(updated|modified|last).*|version|reachable");

    /** What a server bundles is sent by ids and told by names. */
    private static final String BUNDLED = "associated";

    private Written() {}

    /**
     * A new entity against what was sent.
     *
     * @param sent the body of the request; the entity may stand inside it, beside where it belongs
     */
    static void created(Trial trial, String request, Object sent, JsonNode told) {
        Map<String, JsonNode> fields = new TreeMap<>();
        flatten((ObjectNode) JSON.valueToTree(sent), told, fields);
        fields.forEach((name, value) -> {
            JsonNode found = told.get(spelled(name, told));
            // Some kinds get a name made of the one that was sent, which is told as the original one.
            JsonNode original = told.path(camel("original_" + name));
            trial.holds(
                    Kind.LOST_WRITE,
                    request,
                    name,
                    value.toString(),
                    found.toString(),
                    same(name, value, found) || same(name, value, original));
        });
    }

    /** An entity whose one field was changed: it has become a later version of itself. */
    static void changed(Trial trial, String request, Collection<String> fields, JsonNode before, JsonNode after) {
        later(trial, request, "version", before, after, Comparator.comparingLong(JsonNode::asLong));
        later(trial, request, "updatedAt", before, after, Comparator.comparing(JsonNode::asText));
        before.properties().forEach(field -> {
            String name = field.getKey();
            if (!fields.contains(name) && !BOOKKEEPING.matcher(name).matches()) {
                JsonNode now = after.path(name);
                trial.holds(
                        Kind.LOST_WRITE,
                        request,
                        name,
                        "as before the change: " + field.getValue(),
                        now.toString(),
                        unordered(field.getValue()).equals(unordered(now)));
            }
        });
    }

    private static void later(
            Trial trial, String request, String field, JsonNode before, JsonNode after, Comparator<JsonNode> order) {
        if (before.hasNonNull(field)) {
            trial.holds(
                    Kind.LOST_WRITE,
                    request,
                    field,
                    "later than " + before.get(field),
                    after.path(field).toString(),
                    order.compare(before.get(field), after.path(field)) < 0);
        }
    }

    /** What is told of one alone and in its list, as far as it is told in both, is the same; numbers, which may be counts, are left out. */
    static void asListed(Trial trial, String request, JsonNode listed, JsonNode alone) {
        alone.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode there = listed.path(name);
            if (isWord(there)
                    && isWord(field.getValue())
                    && !BOOKKEEPING.matcher(name).matches()) {
                trial.holds(
                        Kind.ENDPOINT_WORSE,
                        request,
                        name,
                        "as in the list: " + there,
                        field.getValue().toString(),
                        there.equals(field.getValue()));
            }
        });
    }

    private static boolean isWord(JsonNode value) {
        return value.isTextual() || value.isBoolean();
    }

    /** The fields that are told under their own name; what is not told, as a secret, cannot be compared. */
    private static void flatten(ObjectNode sent, JsonNode told, Map<String, JsonNode> fields) {
        sent.properties().forEach(field -> {
            if (told.has(spelled(field.getKey(), told))) {
                fields.put(field.getKey(), field.getValue());
            } else if (field.getValue() instanceof ObjectNode inner) {
                flatten(inner, told, fields);
            }
        });
    }

    private static String spelled(String name, JsonNode told) {
        return told.has(name) ? name : camel(name);
    }

    private static String camel(String name) {
        return WORD.matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }

    /** What is sent is told with what has a default beside it. */
    private static boolean same(String name, JsonNode sent, JsonNode told) {
        if (sent.isArray()) {
            return told.isArray()
                    && told.size() == sent.size()
                    && (name.startsWith(BUNDLED) || stream(sent).allMatch(item -> hasItem(told, item)));
        }
        if (sent.isObject()) {
            return sent.properties().stream().allMatch(field -> field.getValue().equals(told.path(field.getKey())));
        }
        return sent.equals(told);
    }

    private static boolean hasItem(JsonNode told, JsonNode sent) {
        return stream(told)
                .anyMatch(item -> sent.isTextual()
                        ? stream(item.isObject() ? item : list(item))
                                .anyMatch(text -> slug(text).equals(slug(sent)))
                        : same("", sent, item));
    }

    private static JsonNode list(JsonNode item) {
        return JSON.createArrayNode().add(item);
    }

    private static Stream<JsonNode> stream(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false);
    }

    /** A tag is told by its label, its slug, or both. */
    private static String slug(JsonNode text) {
        return text.asText().strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** What is bundled has no order. */
    private static List<String> unordered(JsonNode value) {
        List<String> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> items.add(item.toString()));
            items.sort(null);
        } else {
            items.add(value.toString());
        }
        return items;
    }
}

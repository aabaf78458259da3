package org.upgradeharness.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the fields of two answers about one entity. */
final class FactFields {
    private final String feature;
    private final List<ApiChange> changes;

    FactFields(String feature, List<ApiChange> changes) {
        this.feature = feature;
        this.changes = changes;
    }

    List<Finding> compare(String key, JsonNode old, JsonNode now) {
        List<Finding> findings = new ArrayList<>();
        walk(key, List.of(), old, now, now, findings);
        return findings;
    }

    private void walk(
            String key, List<String> path, JsonNode old, JsonNode now, JsonNode root, List<Finding> findings) {
        if (declared(ApiChange.Kind.IGNORE, path).isPresent()) {
            return;
        }
        if (now == null) {
            if (declared(ApiChange.Kind.REMOVED, path).isEmpty()) {
                findings.add(finding(key, path, Excerpt.show(text(old)), "no such field"));
            }
            return;
        }
        if (mayBe(path, old, now)) {
            return;
        }
        Optional<ApiChange> convert = declared(ApiChange.Kind.CONVERT, path);
        if (convert.isPresent() && !old.isNull()) {
            String expected = convert.get().conversion().apply(text(old));
            if (!JsonText.canonical(expected).equals(JsonText.canonical(text(now)))) {
                findings.add(finding(
                        key,
                        path,
                        Excerpt.show(expected) + " (declared: " + convert.get().conversion() + ")",
                        Excerpt.show(text(now))));
            }
        } else if (old.isObject() && now.isObject()) {
            for (var field : old.properties()) {
                List<String> inner = join(path, field.getKey());
                Optional<ApiChange> rename = declared(ApiChange.Kind.RENAME, inner);
                JsonNode partner = rename.isPresent() ? find(root, rename.get().to()) : now.get(field.getKey());
                walk(key, inner, field.getValue(), partner, root, findings);
            }
        } else if (old.isArray() && now.isArray()) {
            lists(key, path, old, now, root, findings);
        } else if (!JsonText.canonical(old).equals(JsonText.canonical(now))) {
            differ(key, path, old, now, findings);
        }
    }

    /** Whether a declaration explains the new value, given what the old one was. */
    private boolean mayBe(List<String> path, JsonNode old, JsonNode now) {
        boolean empty = old.isNull()
                || old.isContainerNode() && old.isEmpty()
                || text(old).isEmpty();
        return now.isNull() && declared(ApiChange.Kind.REMOVED, path).isPresent()
                || declared(ApiChange.Kind.NAMESPACED, path).isPresent() && Conversion.namespaced(text(old), text(now))
                || empty && declared(ApiChange.Kind.FILLED, path).isPresent()
                || declared(ApiChange.Kind.BECOMES, path)
                        .filter(c -> text(now).equals(c.to()))
                        .isPresent();
    }

    private void lists(
            String key, List<String> path, JsonNode old, JsonNode now, JsonNode root, List<Finding> findings) {
        if (declared(ApiChange.Kind.SET, path).isPresent()) {
            List<String> rest = new ArrayList<>();
            now.forEach(item -> rest.add(JsonText.canonical(item)));
            boolean all = old.size() == now.size();
            for (JsonNode item : old) {
                all &= rest.remove(JsonText.canonical(item));
            }
            if (!all) {
                differ(key, path, old, now, findings);
            }
        } else if (old.size() != now.size()) {
            differ(key, path, old, now, findings);
        } else {
            for (int i = 0; i < old.size(); i++) {
                walk(key, join(path, String.valueOf(i)), old.get(i), now.get(i), root, findings);
            }
        }
    }

    private void differ(String key, List<String> path, JsonNode old, JsonNode now, List<Finding> findings) {
        boolean sameType = old.getNodeType() == now.getNodeType();
        Excerpt shown = sameType
                ? Excerpt.of(text(old), text(now))
                : new Excerpt(Excerpt.show(old.toString()), Excerpt.show(now.toString()));
        findings.add(finding(key, path, shown.expected(), shown.found()));
    }

    private Finding finding(String key, List<String> path, String expected, String found) {
        String field = path.isEmpty() ? "" : "." + String.join(".", path);
        return Finding.of(Severity.ERROR, Kind.CHANGED_VALUE, "api:" + feature + field, key, expected, found);
    }

    private Optional<ApiChange> declared(ApiChange.Kind kind, List<String> path) {
        return changes.stream()
                .filter(c -> c.kind() == kind && matches(c.field().split("\\.", -1), path))
                .findFirst();
    }

    private static boolean matches(String[] pattern, List<String> path) {
        if (pattern.length != path.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode find(JsonNode root, String path) {
        JsonNode node = root;
        for (String part : path.split("\\.", -1)) {
            node = node == null
                    ? null
                    : node.isArray() && part.matches("\\d+") ? node.get(Integer.parseInt(part)) : node.get(part);
        }
        return node;
    }

    private static List<String> join(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static String text(JsonNode node) {
        return node instanceof TextNode ? node.textValue() : node.toString();
    }
}

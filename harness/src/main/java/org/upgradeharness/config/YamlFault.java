package org.upgradeharness.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one sentence what is wrong with a YAML file, and on which line. */
final class YamlFault {
    private static final Pattern MISSING = Pattern.compile("[Mm]issing required creator property '([^']+)'");
    private static final Pattern KNOWN_TYPES = Pattern.compile("known type ids = \\[([^\\]]*)\\]");

    private final String file;
    private final String yaml;
    private final JsonMappingException fault;
    private String at;

    YamlFault(String file, String yaml, JsonMappingException fault) {
        this.file = file;
        this.yaml = yaml;
        this.fault = fault;
    }

    static String syntax(String file, JsonProcessingException e) {
        String what = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
        Matcher twice = Pattern.compile("Duplicate field '([^']+)'").matcher(what);
        if (twice.find()) {
            what = "the key \"" + twice.group(1) + "\" stands twice";
        } else {
            what = "this is no YAML: "
                    + e.getOriginalMessage().replaceAll("\\s+", " ").strip();
        }
        return file + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ": " + end(what);
    }

    String sentence() {
        if (fault.getCause() instanceof JsonProcessingException inner
                && !(inner instanceof JsonMappingException)
                && fault.getPath().isEmpty()) {
            return syntax(file, inner);
        }
        if (fault.getOriginalMessage().contains("Duplicate field '")) {
            return syntax(file, fault);
        }
        String what = what();
        return file + ":" + line() + ": " + end(what);
    }

    private String what() {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            TreeSet<String> allowed = new TreeSet<>();
            unknown.getKnownPropertyIds().forEach(id -> allowed.add(id.toString()));
            String key = unknown.getPropertyName();
            return "unknown key \"" + key + "\"" + within(1) + choice(key, allowed);
        }
        if (fault instanceof WordNotAllowed word) {
            return "\"" + word.word() + "\" is not allowed for " + key() + choice(word.word(), word.allowed());
        }
        if (fault instanceof InvalidTypeIdException type) {
            return typeFault(type);
        }
        Matcher missing = MISSING.matcher(fault.getOriginalMessage());
        if (missing.find()) {
            return missing(missing.group(1));
        }
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException || cause instanceof UsageError) {
                String where = within(0).replaceFirst("^ in ", "");
                return cause.getMessage().replaceFirst("\\.$", "") + (where.isEmpty() ? "" : " (" + where + ")");
            }
            if (cause instanceof NullPointerException) {
                return "a required value is empty" + within(0);
            }
        }
        if (fault instanceof MismatchedInputException mismatch) {
            return "wrong type for " + key() + ": expected " + words(mismatch.getTargetType());
        }
        return fault.getOriginalMessage();
    }

    /** A missing key is most often a misspelt one, which Jackson would have refused only later. */
    private String missing(String key) {
        int own = fault.getPath().isEmpty() || !key.equals(last().getFieldName()) ? 0 : 1;
        String parent = pointer(fault.getPath().size() - own);
        TreeSet<String> allowed = new TreeSet<>();
        Object from = fault.getPath().isEmpty() ? null : last().getFrom();
        if (own == 1 && from instanceof Class<?> type && type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                allowed.add(component.getName());
            }
        }
        for (String path : lines().keySet()) {
            String sibling = path.startsWith(parent + "/") ? path.substring(parent.length() + 1) : "";
            boolean stray = !allowed.isEmpty()
                    && !sibling.contains("/")
                    && !allowed.contains(sibling)
                    && !sibling.equals("kind");
            if (stray && !sibling.isEmpty() && Nearest.of(sibling, List.of(key)).isPresent()) {
                at = path;
                return "unknown key \"" + sibling + "\"" + within(own) + choice(sibling, allowed);
            }
        }
        return "the key \"" + key + "\" is missing" + within(own);
    }

    private JsonMappingException.Reference last() {
        return fault.getPath().get(fault.getPath().size() - 1);
    }

    private String typeFault(InvalidTypeIdException type) {
        Matcher m = KNOWN_TYPES.matcher(type.getOriginalMessage());
        List<String> allowed = m.find() ? List.of(m.group(1).split(",\\s*")) : List.of();
        allowed = allowed.stream()
                .filter(a -> !Character.isUpperCase(a.charAt(0)))
                .sorted()
                .toList();
        return type.getTypeId() == null
                ? "the key \"kind\" is missing" + within(0) + choice("", allowed)
                : "\"" + type.getTypeId() + "\" is not allowed for \"kind\"" + within(0)
                        + choice(type.getTypeId(), allowed);
    }

    private static String choice(String word, Collection<String> allowed) {
        String nearest = word.isEmpty()
                ? ""
                : Nearest.of(word, allowed)
                        .map(n -> "; did you mean \"" + n + "\"?")
                        .orElse("");
        return nearest + (nearest.isEmpty() ? "; allowed: " : " Allowed: ") + String.join(", ", allowed);
    }

    private static String words(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "string" -> "text";
            case "int", "integer", "long" -> "a whole number";
            case "double", "bigdecimal" -> "a number";
            case "boolean" -> "true or false";
            case "version" -> "a release";
            default -> "keys with values";
        };
    }

    private String key() {
        List<JsonMappingException.Reference> path = fault.getPath();
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i).getFieldName() != null) {
                return "\"" + path.get(i).getFieldName() + "\"" + within(path.size() - i);
            }
        }
        return "the document";
    }

    /** Where it is, in words: {@code in allowedChanges, entry 3}. */
    private String within(int without) {
        StringBuilder text = new StringBuilder();
        List<JsonMappingException.Reference> path = fault.getPath();
        for (int i = 0; i < path.size() - without; i++) {
            JsonMappingException.Reference part = path.get(i);
            text.append(
                    part.getFieldName() == null
                            ? ", entry " + (part.getIndex() + 1)
                            : (text.isEmpty() ? "" : ", ") + part.getFieldName());
        }
        return text.isEmpty() ? "" : " in " + text.toString().replaceFirst("^, ", "");
    }

    private int line() {
        Map<String, Integer> lines = lines();
        String path = at == null ? pointer(fault.getPath().size()) : at;
        while (!path.isEmpty() && !lines.containsKey(path)) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return path.isEmpty() ? 1 : lines.get(path);
    }

    private String pointer(int parts) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference part : fault.getPath().subList(0, parts)) {
            pointer.append('/').append(part.getFieldName() == null ? part.getIndex() : part.getFieldName());
        }
        return pointer.toString();
    }

    /** The line of every path. Jackson forgets lines where it looks ahead for the kind of an entry; the path never lies. */
    private Map<String, Integer> lines() {
        Map<String, Integer> lines = new TreeMap<>();
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                lines.putIfAbsent(
                        pointer.replace("~1", "/").replace("~0", "~"),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) {
            // What comes after the fault may be no YAML at all; the lines up to there are known.
            return lines;
        }
        return lines;
    }

    private static String end(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}

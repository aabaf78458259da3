package org.upgradeharness.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that fit a column, as SQL literals: made from the catalogue alone, and the same each time. */
final class GeneratedValue {
    private static final int LONGEST = 500;
    private static final int SHORT = 60;
    private static final int LARGE_NUMBER = 4200;
    private static final Pattern TEXT_LITERAL = Pattern.compile("'((?:[^']|'')*)'");

    private final Catalogue catalogue;
    private final Table table;

    GeneratedValue(Catalogue catalogue, Table table) {
        this.catalogue = catalogue;
        this.table = table;
    }

    /**
     * A value.
     *
     * @param number the row that it is for: texts and numbers of two rows differ
     * @return empty for a type that nothing is known of
     */
    Optional<String> of(Column column, int number) {
        List<String> choices = choices(column);
        if (!choices.isEmpty()) {
            return Optional.of(choices.get(choices.size() - 1));
        }
        ColumnType type = column.type();
        boolean postgres = catalogue.engine() == Engine.POSTGRES;
        return switch (type.family()) {
            case BOOLEAN -> Optional.of(column.defaultText().matches("true|1") ? "false" : "true");
            case INTEGER -> Optional.of(String.valueOf(LARGE_NUMBER + number));
            case DECIMAL, FLOAT -> Optional.of(type.scale() != null && type.scale() == 0 ? "1" : "1.5");
            case TEXT -> Optional.of(literal(text(column, number)));
            case JSON ->
                Optional.of(typed(type, "{\"z\": [1, 2.5, null, \"Zo\u00eb\"], \"a\": {\"n\": " + number + "}}"));
            case TIMESTAMP -> Optional.of(typed(type, "2031-02-03 04:05:06.789012"));
            case TIMESTAMP_TZ -> Optional.of(typed(type, "2031-02-03 04:05:06.789012+00:00"));
            case DATE -> Optional.of(typed(type, "2031-02-03"));
            case TIME -> Optional.of(typed(type, "04:05:06"));
            case BYTES -> Optional.of(postgres ? typed(type, "\\x00ff01") : "x'00ff01'");
            case UUID -> Optional.of(typed(type, String.format("00000000-0000-4000-8000-%012d", number)));
            case ENUM, OTHER -> Optional.empty();
        };
    }

    /** The values that an enumeration or a check allows, as literals; empty where all are allowed, or nobody knows which. */
    List<String> choices(Column column) {
        if (column.type().family() == Family.ENUM) {
            return catalogue.enums().stream()
                    .filter(e -> e.name().equals(column.type().base()))
                    .flatMap(e -> e.labels().stream())
                    .map(label -> typed(column.type(), label))
                    .toList();
        }
        List<String> choices = new ArrayList<>();
        Pattern name = Pattern.compile("\\b" + Pattern.quote(column.name()) + "\\b");
        for (Check check : table.checks()) {
            if (column.type().family() == Family.TEXT
                    && name.matcher(check.expression()).find()) {
                Matcher m = TEXT_LITERAL.matcher(check.expression());
                while (m.find()) {
                    choices.add(m.group());
                }
            }
        }
        return choices;
    }

    /** As long as the column takes it, with letters of two bytes; where something must stand it may be a name, to which a migration adds. */
    private String text(Column column, int number) {
        String start = number + " Zo\u00eb " + table.name() + "." + column.name() + " ";
        int longest = column.nullable() ? LONGEST : SHORT;
        int length =
                column.type().length() == null ? SHORT : Math.min(column.type().length(), longest);
        return start.length() >= length ? start.substring(0, length) : start + "\u00e9".repeat(length - start.length());
    }

    private String typed(ColumnType type, String value) {
        return catalogue.engine() == Engine.POSTGRES
                ? "CAST(" + literal(value) + " AS "
                        + (type.family() == Family.ENUM ? Dialect.quote(type.base()) : type.base()) + ")"
                : literal(value);
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}

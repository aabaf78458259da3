package org.upgradeharness.store;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column in one spelling per meaning.
 *
 * @param family what the values mean
 * @param base the type's name without numbers, lower case, in one spelling ({@code varchar}, not {@code character varying})
 * @param length the limit in characters, or the precision of a decimal; null where there is none
 * @param scale the digits after the point of a decimal; null where there is none
 */
public record ColumnType(Family family, String base, Integer length, Integer scale) {
    private static final Pattern NUMBERS = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    /** Reads the type as PostgreSQL's {@code format_type} or SQLite's {@code CREATE TABLE} spells it. */
    public static ColumnType parse(String declared) {
        String text = declared == null ? "" : declared.strip().toLowerCase(Locale.ROOT);
        Matcher m = NUMBERS.matcher(text);
        Integer length = null;
        Integer scale = null;
        if (m.find()) {
            length = Integer.valueOf(m.group(1));
            scale = m.group(2) == null ? null : Integer.valueOf(m.group(2));
        }
        String base = spelling(
                NUMBERS.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip());
        return new ColumnType(family(base), base, length, scale);
    }

    /** The same type, known to be an enumeration. */
    ColumnType asEnum() {
        return new ColumnType(Family.ENUM, base, length, scale);
    }

    private static String spelling(String name) {
        return switch (name) {
            case "character varying", "nvarchar", "varying character" -> "varchar";
            case "character", "bpchar", "nchar" -> "char";
            case "int", "int4", "mediumint" -> "integer";
            case "int8" -> "bigint";
            case "int2" -> "smallint";
            case "bool" -> "boolean";
            case "timestamp without time zone", "datetime" -> "timestamp";
            case "timestamp with time zone" -> "timestamptz";
            case "time without time zone" -> "time";
            case "decimal" -> "numeric";
            case "double", "float", "float8" -> "double precision";
            case "float4" -> "real";
            case "clob" -> "text";
            default -> name;
        };
    }

    private static Family family(String base) {
        return switch (base) {
            case "boolean" -> Family.BOOLEAN;
            case "integer", "bigint", "smallint" -> Family.INTEGER;
            case "numeric" -> Family.DECIMAL;
            case "double precision", "real" -> Family.FLOAT;
            case "varchar", "char", "text", "citext", "name" -> Family.TEXT;
            case "json", "jsonb" -> Family.JSON;
            case "timestamp" -> Family.TIMESTAMP;
            case "timestamptz" -> Family.TIMESTAMP_TZ;
            case "date" -> Family.DATE;
            case "time", "time with time zone" -> Family.TIME;
            case "bytea", "blob" -> Family.BYTES;
            case "uuid" -> Family.UUID;
            default -> Family.OTHER;
        };
    }

    @Override
    public String toString() {
        if (length == null) {
            return base.isEmpty() ? "untyped" : base;
        }
        return base + "(" + length + (scale == null ? "" : "," + scale) + ")";
    }
}

package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** Whether a declared change explains a difference of one value. */
final class ValueRules {
    private ValueRules() {}

    /** Whether the declaration speaks of this row at all. */
    static boolean concerns(AllowedChange rule, Row oldRow) {
        Map<String, String> where = rule instanceof AllowedTouch touch
                ? touch.where()
                : rule instanceof AllowedValueChange change ? change.where() : Map.of();
        return Where.matches(where, oldRow);
    }

    /** Whether the new value has the declared shape. */
    static boolean accepts(AllowedChange rule, Object old, Object now) {
        if (rule instanceof AllowedTouch) {
            LocalDateTime was = Meaning.timeOf(old);
            LocalDateTime is = Meaning.timeOf(now);
            return is != null && !is.isAfter(latest()) && (old == null || was != null && !is.isBefore(was));
        }
        AllowedValueChange change = (AllowedValueChange) rule;
        return switch (change.shape()) {
            case TIMESTAMP -> Meaning.timeOf(now) != null;
            case JSON_SUPERSET -> now != null && (old == null || superset(Meaning.print(old), Meaning.print(now)));
            case ANY_NONNULL -> now != null;
            case ANY -> true;
            case NAMESPACED ->
                now != null && old != null && Conversion.namespaced(Meaning.print(old), Meaning.print(now));
            case ONE_OF -> now != null && change.values().contains(Meaning.print(now));
            case JSON_ENCRYPTED ->
                now != null && old != null && encrypted(Meaning.print(old), Meaning.print(now), change);
        };
    }

    /** Nothing was touched later than now; a day for clocks and zones that differ. */
    private static LocalDateTime latest() {
        return LocalDateTime.now(ZoneOffset.UTC).plusDays(1);
    }

    /** The declared shape in words. */
    static String words(AllowedChange rule, Object old) {
        if (rule instanceof AllowedTouch) {
            return "a time not before " + Excerpt.show(old) + ", and none to come (declared: touched)";
        }
        AllowedValueChange change = (AllowedValueChange) rule;
        return switch (change.shape()) {
            case TIMESTAMP -> "a time (declared: value-may-change)";
            case JSON_SUPERSET -> "JSON that holds all of " + Excerpt.show(old) + " (declared: value-may-change)";
            case ANY_NONNULL, ANY -> "anything but NULL (declared: value-may-change)";
            case JSON_ENCRYPTED ->
                Excerpt.show(old) + " with " + change.values() + " encrypted (declared: value-may-change)";
            case NAMESPACED ->
                Excerpt.show(Conversion.SLUG.apply(Meaning.print(old)))
                        + ", alone or after a prefix (declared: value-may-change)";
            case ONE_OF -> "one of " + change.values() + " (declared: value-may-change)";
        };
    }

    private static boolean encrypted(String old, String now, AllowedValueChange change) {
        try {
            return JsonText.sameButEncrypted(
                    JsonText.MAPPER.readTree(old), JsonText.MAPPER.readTree(now), Set.copyOf(change.values()));
        } catch (JsonProcessingException e) {
            return false; // what is no JSON has no fields to encrypt
        }
    }

    private static boolean superset(String old, String now) {
        try {
            return JsonText.holdsAll(JsonText.MAPPER.readTree(old), JsonText.MAPPER.readTree(now));
        } catch (JsonProcessingException e) {
            return false; // what is no JSON holds nothing
        }
    }
}

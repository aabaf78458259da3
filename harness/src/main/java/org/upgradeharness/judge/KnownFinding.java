package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.upgradeharness.store.Engine;

/**
 * A finding that somebody has looked into and understood. It is exact: a wildcard over lost or changed data is refused.
 *
 * @param id what it is called where it is described for people; entries of one cause share it
 * @param from the old releases
 * @param to the new releases
 * @param via releases of which the store was brought to one on its way, or null where that does not matter
 * @param engine the engine, or null for both
 * @param kind the kind of the finding
 * @param object its exact object, or null where {@code objects} lists several
 * @param objects exact objects that share the reason; for schema differences and endpoints alone
 * @param key its exact key, or null; empty where the finding is about a whole table or column
 * @param where one {@code column=value} that stands in its key, for keys which differ from run to run, or null
 * @param expected its exact expected text, or null
 * @param found its exact found text, or several of which it has one; empty where it is not said
 * @param group the exact words of its group, or null; the change must be said by {@code expected} and {@code found} or by this
 * @param way on which way it appears, or null: a range is meant for the way up, a list of releases for both
 * @param configuration the changed settings under which alone it appears, or null
 * @param edges true where it is about the edge data of a full dataset alone, and says nothing of a case without it
 * @param sometimes true where it is found in some runs and not in others, or in scenarios that are seldom run: it is never stale
 * @param count how many findings it must match, or null for any number above none
 * @param reason what a user of the product would notice, and why it is no reason to stop
 * @param upstream the issue at the product's project, or null
 */
public record KnownFinding(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) Releases from,
        @JsonProperty(required = true) Releases to,
        Releases via,
        Engine engine,
        @JsonProperty(required = true) Kind kind,
        String object,
        List<String> objects,
        String key,
        String where,
        String expected,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> found,

        String group,
        Way way,
        String configuration,
        boolean edges,
        boolean sometimes,
        Integer count,
        @JsonProperty(required = true) String reason,
        String upstream) {
    /** On which way between releases a finding appears. */
    public enum Way {
        /** From the new release to the old one. */
        BACK,
        /** Either way: it is of the release that is come to, and of no migration. */
        BOTH
    }

    public KnownFinding {
        objects = objects == null ? List.of() : List.copyOf(objects);
        found = found == null ? List.of() : List.copyOf(found);
        boolean data = kind == Kind.LOST_ROW
                || kind == Kind.CHANGED_VALUE
                || kind == Kind.EXTRA_ROW
                || kind == Kind.LOST_WRITE;
        Declared.require(
                id != null && id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "\"id\" is written in small letters with hyphens");
        Declared.require(
                reason != null && !reason.isBlank(), "\"reason\" must say what a user of the product would notice");
        Declared.require((object != null) != !objects.isEmpty(), "exactly one of \"object\" and \"objects\" is needed");
        Declared.require(
                objects.isEmpty() || kind == Kind.SCHEMA_DIFFERENCE || kind == Kind.ENDPOINT_WORSE,
                "\"objects\" is for kinds schema-difference and endpoint-worse alone");
        Declared.require(
                !data || key != null || blankless(where),
                "kind " + kind.id()
                        + " is about data and needs the exact \"key\" (or \"where: column=value\"): there is no wildcard for lost or changed data");
        Declared.require(where == null || where.matches("\\w+=.+"), "\"where\" is written column=value");
        Declared.require(
                group != null || (expected != null && !found.isEmpty()),
                "the change must be said: \"expected\" and \"found\" in their exact words, or those of the \"group\"");
        Declared.require(
                found.size() < 2 || kind == Kind.RETRY_DIFFERS || kind == Kind.RETRY_FAILED,
                "a list of \"found\" is for kinds retry-differs and retry-failed alone");
        Declared.require(count == null || count > 0, "\"count\" must be 1 or more");
    }

    private static boolean blankless(String text) {
        return text != null && !text.isBlank();
    }

    /** Whether it speaks of this way, and of what was seeded and set there. */
    boolean applies(Passage passage, Circumstances under) {
        boolean up = passage.up();
        // A range that happens to contain both was written with the way up in mind.
        boolean meant = way == null ? up || from.range() == null && to.range() == null : way == Way.BOTH || !up;
        boolean there = engine == null || engine == under.engine();
        boolean stopped = via == null || passage.via().stream().anyMatch(via::contains);
        return meant
                && from.contains(passage.from())
                && to.contains(passage.to())
                && stopped
                && there
                && (under.edges() || !edges)
                && (configuration == null || configuration.equals(under.configuration()));
    }

    /** The objects that it names. */
    List<String> named() {
        return object == null ? objects : List.of(object);
    }

    /** Whether it is about the finding, the count aside. */
    boolean matches(Finding f) {
        return f.kind() == kind
                && named().contains(f.object())
                && (key == null || key.equals(f.key()))
                && (where == null || f.isOf(where))
                && (expected == null || expected.equals(f.expected()))
                && (found.isEmpty() || found.contains(f.found()))
                && (group == null || Objects.equals(group, f.group()));
    }
}

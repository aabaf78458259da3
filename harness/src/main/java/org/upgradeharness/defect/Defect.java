package org.upgradeharness.defect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.judge.KnownFinding;
import org.upgradeharness.store.Engine;

/**
 * One defect: what is planted, and what a run must find of it. Read from {@code fixtures/defects/NAME.yaml}.
 *
 * @param name the file's name
 * @param family what it belongs to
 * @param models what happens in real life
 * @param product the product it is planted in; null for the reference gateway
 * @param from the old release
 * @param to the new release
 * @param engines the kinds of database it is planted on
 * @param caseId the case that must find it
 * @param way the case's way
 * @param alone whether it runs where it is asked for by its name, and nothing beside it: it takes the server from the others, or takes
 *     longer than people wait for all of them
 * @param hides defects that no run can find behind this one
 * @param readySeconds how long the new release may take until it is ready, or null for what the product says
 * @param known known findings that the run has beside those of the product
 * @param plant where and how it is planted
 * @param expect what must be found
 * @param consequences what may be found besides: what follows from the defect and is no finding of its own
 * @param never what must not be found, whatever else is
 */
public record Defect(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) Family family,
        @JsonProperty(required = true) String models,
        String product,
        String from,
        String to,
        List<Engine> engines,
        @JsonProperty("case") String caseId,
        String way,
        boolean alone,
        List<String> hides,
        Integer readySeconds,
        List<KnownFinding> known,
        @JsonProperty(required = true) Plant plant,
        @JsonProperty(required = true) Expected expect,
        List<Named> consequences,
        List<Named> never) {
    /** What a defect belongs to. */
    public enum Family {
        ROWS,
        VALUES,
        SECRETS,
        SCHEMA,
        VERSIONS,
        RUNNING,
        ROLLBACK,
        HARNESS
    }

    public Defect {
        require(name.matches("[a-z0-9]+(-[a-z0-9]+)*"), "\"name\" is written in small letters with hyphens");
        require(!models.isBlank(), "\"models\" must say what happens in real life");
        product = product == null ? "reference" : product;
        from = from == null ? "RC1" : from;
        to = to == null ? "GA" : to;
        engines = engines == null ? List.of(Engine.POSTGRES, Engine.SQLITE) : List.copyOf(engines);
        require(!engines.isEmpty(), "\"engines\" names at least one");
        caseId = caseId == null ? "UPG-01" : caseId;
        way = way == null ? "own-start" : way;
        require(readySeconds == null || readySeconds > 0, "\"readySeconds\" must be 1 or more");
        hides = hides == null ? List.of() : List.copyOf(hides);
        known = known == null ? List.of() : List.copyOf(known);
        consequences = consequences == null ? List.of() : List.copyOf(consequences);
        never = never == null ? List.of() : List.copyOf(never);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new UsageError(message);
        }
    }
}

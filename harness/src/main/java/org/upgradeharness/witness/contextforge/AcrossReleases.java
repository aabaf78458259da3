package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.UnreadableList;

/** A life of one entity of each kind, shared by two gateways of different releases on one store. */
final class AcrossReleases {
    private static final String CHANGED = "changed by the other release";

    private AcrossReleases() {}

    /** Tools, resources, prompts and virtual servers: made by the one, read, changed and deleted by the other. */
    static List<Finding> of(Sight one, Sight other) {
        Trial trial = new Trial(one);
        for (Catalogued kind : List.of(new Tools(), new Resources(), new Prompts(), new Servers())) {
            try {
                life(kind, trial, one, other);
            } catch (UnreadableList e) {
                trial.holds(
                        Kind.NOT_SERVING,
                        "GET " + e.path(),
                        "across releases",
                        "a list",
                        e.answer().brief(),
                        false);
            }
        }
        return trial.findings();
    }

    private static void life(Catalogued kind, Trial trial, Sight one, Sight other) {
        String path = kind.path();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST " + path,
                "across releases",
                one.admin().post(path, kind.another(one, "across")));
        if (!made.ok()) {
            return;
        }
        String id = made.body().path("id").asText();
        boolean seen = trial.holds(
                Kind.LOST_WRITE,
                "POST " + path,
                "across releases",
                "the other release shows it",
                "it does not",
                Settled.within(
                        "entity of the other release",
                        () -> shown(kind, other, id).isObject()));
        if (seen) {
            Answer changed = trial.succeeds(
                    Kind.WRITE_REFUSED,
                    "PUT " + path + "/{id}",
                    "across releases",
                    other.admin().put(path + "/" + id, Map.of("description", CHANGED)));
            if (changed.ok()) {
                trial.holds(
                        Kind.LOST_WRITE,
                        "PUT " + path + "/{id}",
                        "across releases",
                        CHANGED,
                        "another description",
                        Settled.within(
                                "change of the other release",
                                () -> CHANGED.equals(
                                        shown(kind, one, id).path("description").asText())));
            }
        }
        // Whoever cannot delete it leaves it to the one who made it: what is left would look like a row too many later.
        Answer deleted = trial.succeeds(
                Kind.WRITE_REFUSED,
                "DELETE " + path + "/{id}",
                "across releases",
                other.admin().delete(path + "/" + id));
        if (!deleted.ok()) {
            trial.succeeds(
                    Kind.WRITE_REFUSED,
                    "DELETE " + path + "/{id}",
                    "by its own release",
                    one.admin().delete(path + "/" + id));
        }
    }

    private static JsonNode shown(Catalogued kind, Sight sight, String id) {
        return kind.listed(sight.admin(), id);
    }
}

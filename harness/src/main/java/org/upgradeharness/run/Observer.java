package org.upgradeharness.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.witness.EndpointAnswer;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Reception;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.UnreadableList;
import org.upgradeharness.witness.Witness;
import org.upgradeharness.witness.WitnessSet;

/** Looks at a running release through its API, with all witnesses. */
final class Observer {
    private final WitnessSet witnesses;
    private final List<String> streams;
    private final Once<List<Operation>> documented = new Once<>();
    private final Once<Map<String, Map<Operation, Reception>>> rights = new Once<>();

    Observer(WitnessSet witnesses, List<String> streams) {
        this.witnesses = witnesses;
        this.streams = streams;
    }

    /**
     * Everything the old release shows; a list that cannot be read is thrown as it is.
     *
     * @param document what stands for the release's own description of its endpoints: the same for the same image and settings
     */
    Observation old(Sight sight, String document) {
        Map<String, Map<String, JsonNode>> entities = new TreeMap<>();
        for (Witness witness : witnesses.witnesses()) {
            entities.put(witness.feature(), witness.promises(sight));
        }
        Api asking = witnesses.session().privileged(sight);
        // The document belongs to the image and takes the gateway as long to make as twenty other answers.
        List<Operation> operations =
                documented.get(document, () -> witnesses.session().documented(asking));
        List<String> paths = operations.stream()
                .filter(Operation::plainGet)
                .map(Operation::path)
                .filter(path -> !streams.contains(path))
                .toList();
        Observation seen = observed(
                entities,
                asking,
                () -> Endpoints.ask(asking, paths),
                answered -> others(sight, who -> Admission.answered(answered)));
        // Who is let in at an id that nothing has depends on the image and its settings too, and on no data.
        return seen.with(rights.get(
                document,
                () -> Rights.before(
                        witnesses.session().others(sight),
                        operations.stream()
                                .filter(operation -> !operation.plainGet())
                                .toList(),
                        operation -> witnesses.session().atSeeded(operation, sight.bed()))));
    }

    /** The version takes the gateway a while to tell, in which it answers others. */
    private Observation observed(
            Map<String, Map<String, JsonNode>> entities,
            Api asking,
            Supplier<Map<String, EndpointAnswer>> endpoints,
            Function<Map<String, EndpointAnswer>, Map<String, Map<String, EndpointAnswer>>> others) {
        CompletableFuture<String> version =
                CompletableFuture.supplyAsync(() -> witnesses.session().reportedVersion(asking));
        Map<String, EndpointAnswer> answered = endpoints.get();
        return new Observation(entities, answered, others.apply(answered), Map.of(), version.join());
    }

    /**
     * Everything the new release shows, asked for the endpoints of the old one. A list that cannot be read is a finding,
     * and the feature is left out of the observation.
     */
    Observation anew(Sight sight, Observation before, List<Finding> findings) {
        Map<String, Map<String, JsonNode>> entities = new TreeMap<>();
        for (Witness witness : witnesses.witnesses()) {
            try {
                entities.put(witness.feature(), witness.observe(sight));
            } catch (UnreadableList e) {
                findings.add(unreadable(witness, e));
            }
        }
        Api asking = witnesses.session().privileged(sight);
        return observed(
                entities,
                asking,
                () -> Endpoints.anew(asking, before.endpoints()),
                answered -> others(sight, who -> Admission.told(before.others().getOrDefault(who, Map.of()))));
    }

    private Map<String, Map<String, EndpointAnswer>> others(Sight sight, Function<String, List<String>> paths) {
        Map<String, Map<String, EndpointAnswer>> answers = new TreeMap<>();
        witnesses
                .session()
                .others(sight)
                .forEach((who, api) -> answers.put(who, Endpoints.patient(api, paths.apply(who), path -> true)));
        return answers;
    }

    /** A list that cannot be read, as a finding. */
    static Finding unreadable(Witness witness, UnreadableList e) {
        return Finding.of(
                Severity.ERROR,
                Kind.NOT_SERVING,
                "GET " + e.path(),
                "",
                "the list of " + witness.feature(),
                e.answer().brief());
    }
}

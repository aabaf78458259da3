package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Facts;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Reception;
import org.upgradeharness.witness.Session;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.UnreadableList;
import org.upgradeharness.witness.Witness;

/** The layers of a judgement that ask a running gateway, or read what it wrote to its log. */
final class GatewayJudgement {
    private static final Set<String> ASKED = Set.copyOf(OwnJudgement.LAYERS);

    private final Run run;
    private final EvidenceFolder evidence;
    private final Judgement judgement;

    GatewayJudgement(Run run, EvidenceFolder evidence, Judgement judgement) {
        this.run = run;
        this.evidence = evidence;
        this.judgement = judgement;
    }

    /** What the API shows, old against new; the new observation is returned. */
    Observation api(Sight sight) {
        return api(StepNames.LOOK, sight, judgement.to());
    }

    /** The same of a release that shares the store with others, under a name of its own. */
    Observation api(String name, Sight sight, Version release) {
        return api(name, sight, release, finding -> true);
    }

    /** The same while others make entities of their own: what is there beside the seeded ones is not judged. */
    void apiUnderLoad(String name, Sight sight, Version release) {
        api(name, sight, release, finding -> finding.kind() != Kind.EXTRA_ROW);
    }

    private Observation api(String name, Sight sight, Version release, Predicate<Finding> judged) {
        Observation[] seen = new Observation[1];
        judgement.layer(name, () -> {
            List<Finding> findings = new ArrayList<>();
            Observation now = run.observer().anew(sight, judgement.old().observation(), findings);
            seen[0] = now;
            evidence.json("observation-after.json", now);
            Map<String, Map<String, com.fasterxml.jackson.databind.JsonNode>> before =
                    new LinkedHashMap<>(judgement.old().observation().entities());
            before.keySet().retainAll(now.entities().keySet());
            if (!before.isEmpty()) {
                run.instruments()
                        .facts(
                                new Facts(before),
                                new Facts(now.entities()),
                                run.rules().api().stream()
                                        .filter(c -> c.holds(judgement.from(), release))
                                        .toList())
                        .forEach(f -> findings.add(meant(f)));
            }
            List<Finding> worse = Endpoints.worse(judgement.old().observation().endpoints(), now.endpoints());
            findings.addAll(worse);
            findings.addAll(Admission.changed(judgement.old().observation(), now, worse));
            judgement
                    .old()
                    .observation()
                    .entities()
                    .forEach((feature, entities) -> judgement.count(
                            "api:" + feature,
                            entities.size(),
                            now.entities().getOrDefault(feature, Map.of()).size()));
            return findings.stream().filter(judged).toList();
        });
        return seen[0];
    }

    /** A difference in what a witness saw means what the witness says it means. */
    private Finding meant(Finding finding) {
        for (Witness witness : run.witnesses().witnesses()) {
            boolean own = finding.object().equals("api:" + witness.feature())
                    || finding.object().startsWith("api:" + witness.feature() + ".");
            if (own && witness.changeMeans() != Kind.CHANGED_VALUE) {
                return new Finding(
                        finding.severity(),
                        witness.changeMeans(),
                        finding.object(),
                        finding.key(),
                        finding.expected(),
                        finding.found(),
                        finding.group(),
                        finding.step(),
                        finding.known());
            }
        }
        return finding;
    }

    /** The features that the release notes promise for releases after the old one, up to the new one. */
    void features(Sight sight, Side side) {
        judgement.layer(StepNames.FEATURES, () -> {
            FeatureCheck check = new FeatureCheck(sight, run.witnesses().session());
            return check.missing(run.product().features().stream()
                    .filter(f -> judgement.from().compareTo(f.since()) < 0
                            && f.since().compareTo(side.version()) <= 0)
                    .toList());
        });
    }

    /** Writes: create, update, delete. */
    void use(Sight sight) {
        judgement.layer(StepNames.USE, () -> {
            Trial trial = new Trial(sight);
            for (Witness witness : run.witnesses().witnesses()) {
                int before = trial.checks();
                used(witness, trial, () -> witness.use(trial));
                Guards.tried(witness, trial.checks() - before);
                if (!sight.admin().silent().isEmpty()) {
                    trial.holds(
                            Kind.NOT_SERVING,
                            "the gateway",
                            "",
                            "answers",
                            sight.admin().silent(),
                            false);
                    break;
                }
            }
            judgement.used(trial);
            return trial.findings();
        });
    }

    /** Who else than the administrator gets how far at every operation that the old release documents. */
    void rights(Sight sight) {
        if (!sight.admin().silent().isEmpty()) {
            return; // told as that
        }
        judgement.layer(StepNames.RIGHTS, () -> {
            Session session = run.witnesses().session();
            Trial trial = new Trial(sight);
            session.reserved(trial);
            List<Finding> findings = new ArrayList<>(trial.findings());
            Set<String> told = Stream.concat(judgement.told().stream(), findings.stream())
                    .filter(f -> f.kind() == Kind.ENDPOINT_WORSE || f.kind() == Kind.VISIBILITY_CHANGED)
                    .map(Finding::object)
                    .collect(Collectors.toCollection(HashSet::new));
            Map<String, Map<Operation, Reception>> before =
                    judgement.old().observation().rights();
            Map<String, Api> askers = session.others(sight);
            Map<String, Map<Operation, Reception>> now =
                    Rights.ask(askers, before.values().iterator().next().keySet());
            evidence.json("rights.json", Map.of("before", before, "after", now));
            findings.addAll(Rights.changed(
                    before,
                    now,
                    told,
                    (who, operation) -> session.atSeeded(operation, sight.bed())
                            .map(path -> Rights.sent(askers.get(who), operation, path))));
            findings.forEach(f -> told.add(f.object()));
            findings.addAll(Rights.undocumented(now, session.description(sight.admin()), told));
            return findings;
        });
    }

    /** Settings in use that the old release knew and the new one does not know. */
    void settings(Set<String> inUse, Set<String> known, Set<String> knownBefore) {
        judgement.layer("look for settings without effect", () -> {
            if (known.isEmpty() || knownBefore.isEmpty()) {
                throw new BrokenEnvironment(
                        "No setting was found in one of the two releases: see settingsProbe in product.yaml.");
            }
            return inUse.stream()
                    .filter(name -> knownBefore.contains(name) && !known.contains(name))
                    .map(name -> Finding.of(
                            Severity.WARNING,
                            Kind.SETTING_IGNORED,
                            name,
                            "",
                            "known to " + judgement.to(),
                            "unknown to it; " + judgement.from() + " knows it"))
                    .toList();
        });
    }

    /** A list that the new release refuses is its fault, whoever asks for it. */
    static void used(Witness witness, Trial trial, Runnable use) {
        try {
            use.run();
        } catch (UnreadableList e) {
            trial.holds(
                    Kind.NOT_SERVING,
                    "GET " + e.path(),
                    "",
                    "the list of " + witness.feature(),
                    e.answer().brief(),
                    false);
        }
    }

    /** The running program against the release that its image says it is. */
    void reported(String version, Side side) {
        boolean another = Version.isVersion(version) && !Version.parse(version).equals(side.version());
        if (another) {
            judgement.add(Finding.of(
                    Severity.ERROR,
                    Kind.VERSION_MISMATCH,
                    "version reported by " + side.version(),
                    "",
                    side.version().toString(),
                    version));
        }
    }

    /** A process that has died, or answers nothing any more, takes with it what was asked of it: that is the finding, and not each request. */
    void alive(Gateway gateway, Side side) {
        String ended = gateway.ended();
        if (!ended.isEmpty()) {
            gone(side, "runs until it is stopped", ended);
        } else if (!gateway.silent().isEmpty()) {
            gone(side, "answers", gateway.silent());
        }
    }

    private void gone(Side side, String expected, String found) {
        judgement.withdraw(ASKED);
        judgement.add(
                Finding.of(Severity.ERROR, Kind.NOT_SERVING, "process of " + side.version(), "", expected, found));
    }

    /** What the release says of itself while its store is away, where a store can be taken away. */
    void withoutStore(Gateway gateway, StoreServer server, Store store) {
        if (server.engine() == Engine.POSTGRES
                && gateway.running()
                && gateway.silent().isEmpty()) {
            judgement.layer(
                    "take the database away and give it back", () -> new Outage(gateway, server, store).judge());
        }
    }

    /** Errors in the new release's log that the old one's did not have. */
    void log(List<String> lines) {
        log(lines, judgement.old().log());
    }

    /** The same against another log: one that says what is usual. */
    void log(List<String> lines, List<String> usual) {
        judgement.layer(
                "read the log",
                () -> run.instruments().log(lines, usual, run.rules().log()));
    }
}

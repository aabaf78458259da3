package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.EndpointAnswer;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Session;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.UnreadableList;
import org.upgradeharness.witness.Witness;

/**
 * What is asked of the new release on data that nobody seeded. The old release never starts on it, so nothing is known of what it
 * showed: the rows say what must be shown, and the release itself, freshly installed, what it can answer at all.
 */
final class OwnJudgement {
    /** The name of the step in which the administrator logs in. */
    static final String LOGIN = "log in as the administrator";

    /** The steps that need a login. */
    static final List<String> LAYERS = List.of(LOGIN, StepNames.LOOK, StepNames.FEATURES, StepNames.USE);

    private static final int FAILS = 500;

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final Judgement judgement;
    private final List<String> usual = new ArrayList<>();

    OwnJudgement(Run run, Bench bench, CaseKey key, Judgement judgement) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.judgement = judgement;
    }

    /** Asks everything; returned is what a fresh installation logged when it was asked what had failed. */
    List<String> ask(Side side, Gateway gateway, Store store, Seeded old) {
        // Two cases may look at one dump at the same time, each with tokens of its own.
        Seedbed bed = bench.bed(Set.of());
        if (!loggedIn(side, gateway, old, store, bed)) {
            String why = "the administrator could not log in";
            LAYERS.stream().skip(1).forEach(layer -> run.timeline().skip(key, layer, why));
            return List.of();
        }
        Session session = run.witnesses().session();
        Optional<Sight> settled = session.settled(gateway.api(), bed);
        if (settled.isEmpty()) {
            judgement.add(Finding.of(
                    Severity.ERROR,
                    Kind.WRITE_REFUSED,
                    "a team of the administrator",
                    "",
                    "made, to write in",
                    "refused"));
            LAYERS.stream().skip(1).forEach(layer -> run.timeline().skip(key, layer, "there is no team to write in"));
            return List.of();
        }
        Sight sight = settled.get();
        Sight unnarrowed = new Sight(gateway.api(), session.privileged(sight), bed);
        judgement.layer(StepNames.LOOK, () -> look(side, unnarrowed, store));
        judgement.gateway().features(sight, side);
        use(sight);
        return List.copyOf(usual);
    }

    private boolean loggedIn(Side side, Gateway gateway, Seeded old, Store store, Seedbed bed) {
        Answer[] answer = new Answer[1];
        judgement.layer(LOGIN, () -> {
            answer[0] = run.witnesses()
                    .session()
                    .login(gateway.api(), bench.settings().of(old.side(), side, store), bed);
            return answer[0].ok()
                    ? List.of()
                    : List.of(Finding.of(
                            Severity.ERROR,
                            Kind.NOT_SERVING,
                            "the administrator's login",
                            "",
                            "accepted, if the password given by --env is that of the installation",
                            answer[0].brief()));
        });
        return answer[0].ok();
    }

    private List<Finding> look(Side side, Sight sight, Store store) {
        List<Finding> findings = new ArrayList<>();
        int compared = 0;
        try (StoreReader rows = StoreReader.open(store.address())) {
            for (Witness witness : run.witnesses().witnesses()) {
                try {
                    Optional<List<Finding>> seen = witness.lookUnseeded(sight, rows);
                    compared += seen.isPresent() ? 1 : 0;
                    seen.ifPresent(findings::addAll);
                } catch (UnreadableList e) {
                    findings.add(Finding.of(
                            Severity.ERROR,
                            Kind.NOT_SERVING,
                            "GET " + e.path(),
                            "",
                            "the list of " + witness.feature(),
                            e.answer().brief()));
                }
            }
        }
        if (compared == 0 && findings.isEmpty()) {
            throw new BrokenEnvironment("No list of the API was compared with its rows.");
        }
        findings.addAll(endpoints(side, sight));
        return findings;
    }

    /** What answers with an error of the server here and does not on a fresh installation. */
    private List<Finding> endpoints(Side side, Sight sight) {
        Api asking = sight.admin();
        List<String> paths = run.witnesses().session().documented(asking).stream()
                .filter(Operation::plainGet)
                .map(Operation::path)
                .filter(path -> !run.product().streams().contains(path))
                .toList();
        if (paths.isEmpty()) {
            throw new BrokenEnvironment(side.version() + " documents no endpoint that can be asked.");
        }
        Map<String, EndpointAnswer> failing = Endpoints.patient(asking, paths, path -> true);
        failing.values().removeIf(answer -> answer.status() > 0 && answer.status() < FAILS);
        return failing.isEmpty() ? List.of() : Endpoints.worse(onFresh(side, failing.keySet()), failing);
    }

    private Map<String, EndpointAnswer> onFresh(Side side, Set<String> paths) {
        Store store = bench.server().empty(bench.name("fresh-" + side.version()));
        try (Gateway fresh = bench.start(side, store, Transcript.NONE)) {
            fresh.awaitReady();
            Seedbed bed = bench.bed(Set.of());
            run.witnesses()
                    .session()
                    .administrator(fresh.api(), bench.settings().of(side, store), bed);
            Sight sight = run.witnesses()
                    .session()
                    .settled(fresh.api(), bed)
                    .orElseThrow(() -> new BrokenEnvironment(
                            "A fresh installation of " + side.version() + " refuses its administrator a team."));
            Map<String, EndpointAnswer> answers =
                    Endpoints.ask(run.witnesses().session().privileged(sight), List.copyOf(paths));
            fresh.stop(); // what it has to say is whole only then
            usual.addAll(fresh.log());
            return answers;
        }
    }

    private void use(Sight sight) {
        Set<String> untried = new LinkedHashSet<>();
        judgement.layer(StepNames.USE, () -> {
            Trial trial = new Trial(sight);
            for (Witness witness : run.witnesses().witnesses()) {
                GatewayJudgement.used(witness, trial, () -> {
                    if (!witness.useUnseeded(trial)) {
                        untried.add(witness.feature());
                    }
                });
            }
            if (trial.checks() == 0) {
                throw new BrokenEnvironment("Nothing was tried on the new release.");
            }
            return trial.findings();
        });
        if (!untried.isEmpty()) {
            run.timeline()
                    .skip(
                            key,
                            "use " + String.join(", ", untried),
                            "needs passwords, tokens and members that only a seed knows");
        }
    }
}

package org.upgradeharness.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Sight;

/**
 * A release that is started on a schema that is not its own. It may serve, all of it, or refuse to start and say why; whatever lies
 * between is found late, by the people who use it.
 */
final class MistakenStart {
    /** What a message must speak of, for people to know where to look. */
    private static final Pattern LEGIBLE =
            Pattern.compile("revision|migrat|schema|alembic|downgrade", Pattern.CASE_INSENSITIVE);

    private static final Pattern TROUBLE =
            Pattern.compile("error|critical|failed|can't|cannot", Pattern.CASE_INSENSITIVE);
    private static final String RIGHT = "serves, or refuses and says why";

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;

    MistakenStart(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Judgement judgement) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
    }

    /** Whether it says that it serves; then it has been asked for everything. */
    boolean judge(Side side, Store store, String where, Seeded seeded) {
        String object = "start of " + side.version() + " " + where;
        try (Gateway gateway = bench.start(side, side, store, run.transcript(evidence, "http.txt"))) {
            try {
                boolean serves = run.timeline().step(key, StepNames.startAgain(side.version()), () -> serves(gateway));
                if (serves) {
                    Sight sight = seeded.sightAgain(gateway.api());
                    judgement.gateway().api(sight);
                    judgement.gateway().use(sight);
                    judgement.gateway().alive(gateway, side);
                    String found = "says that it is ready; whether it serves is told by the other findings";
                    judgement.add(Finding.of(Severity.NOTE, Kind.NOT_SERVING, object, "", RIGHT, found));
                    run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
                } else {
                    judgement.add(refusal(object, gateway.running(), gateway.log()));
                }
                return serves;
            } finally {
                evidence.lines("gateway-back.log", gateway.log());
            }
        }
    }

    private boolean serves(Gateway gateway) {
        try {
            run.awaitReady(gateway);
            return true;
        } catch (NotServing e) {
            return false;
        }
    }

    /** Ending with a sentence about the schema is right; ending without one, or going on without ever being ready, is not. */
    static Finding refusal(String object, boolean running, List<String> log) {
        Optional<String> why = log.stream()
                .filter(l -> LEGIBLE.matcher(l).find() && TROUBLE.matcher(l).find())
                .reduce((first, second) -> second);
        Severity severity = running ? Severity.ERROR : why.isPresent() ? Severity.NOTE : Severity.WARNING;
        String found = (running ? "runs and is never ready" : "refuses")
                + why.map(l -> ": " + l.strip()).orElse(" without a word about the schema");
        return Finding.of(severity, Kind.NOT_SERVING, object, "", RIGHT, found);
    }
}

package org.upgradeharness.scenarios.steps;

import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.run.Side;
import org.upgradeharness.run.UpgradeCase;
import org.upgradeharness.scenarios.suite.ActiveBench;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Event;

/** The state of one scenario, and its verdict: Cucumber's status mirrors what the harness found. */
public final class Scene {
    private static final int SHOWN = 10;

    private ActiveBench active;
    private String begun;
    private UpgradeCase upgrade;
    private CaseKey key;
    private Instant started;
    private Throwable trouble;

    /** Begins the case. */
    @Before
    public void begin(Scenario scenario) {
        active = ActiveBench.current()
                .orElseThrow(() ->
                        new BrokenEnvironment("Scenarios run by ./upgrade run or mvn verify, not by themselves."));
        started = Instant.now();
        key = new CaseKey(
                tag(scenario, "@UPG-", "@", "UPG-?"),
                scenario.getName(),
                active.bench().engine().id(),
                tag(scenario, "@way-", "@way-", ""));
        active.run().timeline().tell(new Event.CaseStarted(started, key));
        upgrade = new UpgradeCase(active.run(), active.bench(), key);
        upgrade.damage(active.damage());
    }

    private static String tag(Scenario scenario, String start, String cut, String otherwise) {
        return scenario.getSourceTagNames().stream()
                .filter(t -> t.startsWith(start))
                .map(t -> t.substring(cut.length()))
                .findFirst()
                .orElse(otherwise);
    }

    /** The case. */
    UpgradeCase upgrade() {
        return upgrade;
    }

    /**
     * The side that a name in the feature stands for.
     *
     * @throws TestAbortedException if the feature names a number and the run was asked for another release
     */
    Side side(String name) {
        pinning().demandOld(name);
        return active.run().side(name);
    }

    /** The same, of which the case needs data. */
    Side sideWithData(String name) {
        Side side = side(name);
        pinning().demandData(side);
        begun = name;
        return side;
    }

    /** The side that the case goes to. */
    Side target(String name) {
        Side side = side(name);
        if (begun != null) {
            pinning().demandNewer(begun, name);
        }
        return side;
    }

    /** A release that a store with the harness's own data goes up to, to come back. */
    Side sideToLeave(String name) {
        pinning().demandSeed();
        return side(name);
    }

    /** A release on the way to another one. */
    Side hop(String name, String to) {
        pinning().demandBetween(name, to);
        return active.run().side(name);
    }

    private Pinning pinning() {
        return new Pinning(active.run());
    }

    /** What was asked for. */
    org.upgradeharness.run.RunRequest request() {
        return active.run().request();
    }

    /** The kind of database. */
    org.upgradeharness.store.Engine engine() {
        return active.bench().engine();
    }

    /** The run's product. */
    org.upgradeharness.product.Product product() {
        return active.run().product();
    }

    /** Does something of the harness, and remembers if it could not be done. */
    void act(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            trouble = e;
            throw e;
        }
    }

    /** Demands that nothing of these kinds stands against the product. */
    void demandNothing(String what, Set<Kind> kinds) {
        act(() -> {
            if (!upgrade.judged()) {
                throw new BrokenEnvironment("Nothing was judged before \"" + what + "\".");
            }
        });
        List<Finding> against =
                upgrade.failing().stream().filter(f -> kinds.contains(f.kind())).toList();
        if (!against.isEmpty()) {
            throw new AssertionError(what + " does not hold: " + told(against));
        }
    }

    private static String told(List<Finding> findings) {
        return findings.size() + " finding" + (findings.size() == 1 ? "" : "s") + "\n"
                + findings.stream()
                        .limit(SHOWN)
                        .map(f -> "  " + f.severity().id() + " " + f.kind().id() + " " + f.object()
                                + (f.key().isEmpty() ? "" : " (" + f.key() + ")") + ": expected " + f.expected()
                                + ", found " + f.found())
                        .collect(Collectors.joining("\n"))
                + (findings.size() > SHOWN ? "\n  … all in report.json" : "");
    }

    /** Ends the case with its verdict. */
    @After
    public void end(Scenario scenario) {
        if (upgrade == null) {
            return;
        }
        List<Finding> failing = upgrade.failing();
        Ending ending = new Ending(trouble, upgrade.judged(), scenario.isFailed(), upgrade.doubt(), failing);
        Verdict verdict = ending.verdict();
        String reason = ending.reason();
        double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        active.run().timeline().tell(new Event.CaseEnded(Instant.now(), upgrade.result(verdict, reason, seconds)));
        if (verdict == Verdict.FAILED && !scenario.isFailed()) {
            throw new AssertionError(reason + ": " + told(failing));
        }
        if (verdict == Verdict.BROKEN && !scenario.isFailed()) {
            throw new BrokenEnvironment(reason);
        }
    }

    /** Kinds that mean data. */
    static Set<Kind> data() {
        return EnumSet.of(
                Kind.LOST_ROW,
                Kind.EXTRA_ROW,
                Kind.CHANGED_VALUE,
                Kind.SECRET_UNREADABLE,
                Kind.VISIBILITY_CHANGED,
                Kind.LOST_WRITE,
                Kind.DOUBLED_WRITE);
    }

    /** Kinds that mean service. */
    static Set<Kind> service() {
        return EnumSet.of(
                Kind.NOT_SERVING,
                Kind.ENDPOINT_WORSE,
                Kind.WRITE_REFUSED,
                Kind.MIGRATION_FAILED,
                Kind.VERSION_MISMATCH,
                Kind.LOG_ERROR,
                Kind.SEQUENCE_BEHIND,
                Kind.OUTAGE,
                Kind.STALE_READ);
    }

    /** The migrator that knows every store: the last one that the product names. */
    String lastMigrator() {
        return product().migrators().keySet().stream()
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** How long requests may fail: as the person said, else as usual. */
    Budget budget(Budget usual) {
        return request().downtimeBudget() == null ? usual : new Budget(request().downtimeBudget());
    }
}

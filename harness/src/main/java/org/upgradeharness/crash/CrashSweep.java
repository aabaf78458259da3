package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Store;

/**
 * Interrupts a migration at one point after the other, on a seeded store that is made anew for each, and runs it again. What the
 * store holds when the process has died is looked at; where it is what an earlier point left, that one's verdict holds for both.
 */
public final class CrashSweep {
    private static final int ATTEMPTS = 6;

    private final CrashSite site;
    private final List<Control> controls = new ArrayList<>();
    private final Map<Integer, String> places = new HashMap<>();
    /** What a store holds but for what each run draws anew, by what it holds altogether. */
    private final Map<String, String> words = new HashMap<>();

    private final Spent spent = new Spent();
    private final PointJudge judge;
    private final String seed;
    private boolean fresh;

    private CrashSweep(CrashSite site) {
        this.site = site;
        for (Retry retry : site.retries()) {
            controls.add(Control.of(site, retry));
        }
        this.judge = new PointJudge(site, controls, spent);
        site.server().renew(site.slot(), site.seed());
        this.seed = site.server().settled(site.slot());
        this.fresh = true;
        count();
    }

    /**
     * Migrates without interruption by each way, to have what the others are measured by.
     *
     * @throws ControlFailed if a migration fails without interruption
     */
    public static CrashSweep prepare(CrashSite site) {
        return new CrashSweep(site);
    }

    private void count() {
        Map<String, Integer> sizes = new HashMap<>();
        points().forEach(p -> sizes.merge(p.revision(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        points().forEach(p ->
                places.put(p.n(), seen.merge(p.revision(), 1, Integer::sum) + " of " + sizes.get(p.revision())));
    }

    /** Every point there is: the statements of the interrupted way. */
    public List<Statement> points() {
        return control().trace();
    }

    /** The migration by the interrupted way, without interruption. */
    private Control control() {
        return controls.stream()
                .filter(c -> c.way().equals(site.killed()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("the interrupted way is none of those that are run again"));
    }

    /** What each run of a migration draws anew. */
    public Set<String> drawn() {
        return controls.stream().flatMap(c -> c.drawn().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Interrupts the migration before one statement and runs it again. */
    public PointResult at(Statement point) {
        long begun = System.nanoTime();
        if (!fresh) {
            spent.on("making the store anew", () -> site.server().renew(site.slot(), site.seed()));
        }
        MigratorEnd end = spent.on(
                "migrations that are killed",
                () -> site.migrator()
                        .run(MigratorRun.of(site.killed().command()).killedBefore(point.n())));
        String digest = spent.on(PointJudge.READING, () -> site.server().settled(site.slot()));
        fresh = digest.equals(seed);
        if (end.hit() == null) {
            return result(
                    point,
                    begun,
                    0,
                    new PointJudge.Verdict(
                            point.n(),
                            PointOutcome.NOT_REACHED,
                            "the run ended with " + end.exit() + " before it",
                            List.of()));
        }
        if (!words.containsKey(digest)) {
            words.put(digest, spent.on(PointJudge.READING, control()::left));
        }
        String left = words.get(digest);
        PointJudge.Verdict known = judge.of(left);
        if (known != null) {
            return result(point, begun, known.n(), known);
        }
        fresh = false;
        return result(point, begun, 0, judge.judge(point, left));
    }

    /**
     * Starts the migration as a person does and ends it (SIGTERM) after a time; where that came before the first statement or after
     * the last one, at another time, reckoned from the first statement.
     *
     * @param seconds from the start of the process
     * @param told takes a line for each attempt
     * @return the statement that was last sent; the slot holds what the store was left in
     * @throws BrokenEnvironment if no attempt hits between the first statement and the last
     */
    public Statement endedAfter(double seconds, Consumer<String> told) {
        fresh = false;
        for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
            double after = attempt == 0 ? seconds : control().seconds() / (1 << attempt);
            MigratorRun run = MigratorRun.of(site.killed().command()).asAPersonWould();
            String when = String.format(
                    Locale.ROOT, "SIGTERM %.2f s after its %s: ", after, attempt == 0 ? "start" : "first statement");
            site.server().renew(site.slot(), site.seed());
            MigratorEnd end =
                    site.migrator().run(attempt == 0 ? run.stoppedAfter(after) : run.stoppedAfterFirst(after));
            site.server().settled(site.slot());
            if (end.last() == null) {
                told.accept(when + "before the first statement");
            } else if (end.exit() == 0) {
                told.accept(when + "too late, it had ended after " + end.last().n() + " statements");
            } else {
                told.accept(when + "in statement " + end.last().n() + " of " + points().size() + ", "
                        + end.last().at() + ": " + end.last().brief());
                return end.last();
            }
        }
        throw new BrokenEnvironment("The migration was never hit between its first statement and its last, at "
                + (ATTEMPTS + 1) + " times; ./upgrade sweep kills it at each statement.");
    }

    /** Runs the migration again on what the slot holds. */
    public PointResult runAgain(Statement hit) {
        long begun = System.nanoTime();
        fresh = false;
        return result(hit, begun, 0, judge.judge(hit, control().left()));
    }

    private PointResult result(Statement point, long begun, int sameAs, PointJudge.Verdict verdict) {
        return new PointResult(
                point.n(),
                "before",
                point.revision(),
                places.getOrDefault(point.n(), "?"),
                point.brief(),
                verdict.outcome(),
                verdict.message(),
                verdict.differences(),
                Math.round((System.nanoTime() - begun) / 1e6) / 1e3,
                sameAs);
    }

    /** Where the time went, in seconds by what was done. */
    public Map<String, Double> spent() {
        return spent.seconds();
    }

    /** One store of each revision and sort of end that was seen, the right one first if there is any; nothing else uses them. */
    public List<Store> survivors() {
        return judge.survivors();
    }
}

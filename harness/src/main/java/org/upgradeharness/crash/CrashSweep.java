package org.upgradeharness.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.upgradeharness.migrate.Statement;

/**
 * Interrupts a migration at one point after the other, on a seeded store that is made anew for each, and runs it again. What the
 * store holds when the process has died is looked at; where it is what another point left, that one's verdict holds for both.
 */
public final class CrashSweep {
    private static final String ASKING = "seeing on a halted migration that nothing was committed";

    private final CrashSite site;
    private final List<Lane> lanes;
    private final List<Control> controls;
    private final Map<Integer, String> places = new HashMap<>();
    /** What a store holds but for what each run draws anew, by what it holds altogether. */
    private final Map<String, String> words = new ConcurrentHashMap<>();

    private final Spent spent = new Spent();
    private final Verdicts verdicts = new Verdicts();
    private final Strikes strikes;
    private final String seed;
    private final double before;

    private CrashSweep(CrashSite site, List<Lane> lanes, Lane model, List<Control> controls) {
        this.site = site;
        this.lanes = lanes;
        this.controls = controls;
        this.strikes = model == null ? new KillingStrikes(spent) : new HaltingStrikes(model, spent);
        site.server().renew(site.slot(), site.seed());
        this.seed = site.server().settled(site.slot());
        this.before = processorSeconds(lanes);
        count();
    }

    /**
     * Migrates without interruption by each way, to have what the others are measured by.
     *
     * @throws ControlFailed if a migration fails without interruption
     */
    public static CrashSweep prepare(CrashSite site) {
        return new CrashSweep(site, List.of(site.lane()), null, controls(site));
    }

    /**
     * The same, to interrupt it at many points.
     *
     * @param more lanes that are used beside the site's own
     * @param model a lane on which one migration is halted before each point, where that shows what its death would leave; or null
     */
    public static CrashSweep prepare(CrashSite site, List<Lane> more, Lane model) {
        List<Control> controls =
                controls(site).stream().map(Control::withCourse).toList();
        List<Lane> lanes = new ArrayList<>(List.of(site.lane()));
        lanes.addAll(more);
        List<Lane> cold = new ArrayList<>(more);
        if (model != null) {
            cold.add(model);
        }
        SideBySide.onEach(
                cold, Math.max(1, cold.size()), lane -> lane.migrator().warmLike(site.migrator()));
        return new CrashSweep(site, lanes, model, controls);
    }

    private static List<Control> controls(CrashSite site) {
        return site.retries().stream()
                .map(retry -> site.controls().by(retry, site))
                .toList();
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

    /** How many points are judged side by side. */
    public int lanes() {
        return lanes.size();
    }

    /**
     * Interrupts the migration before each of these statements and runs it again, on all lanes side by side.
     *
     * @param goOn whether another point is to be begun
     * @param heard takes each result, one at a time
     */
    public void at(List<Statement> points, BooleanSupplier goOn, Consumer<PointResult> heard) {
        List<Statement> all =
                points.stream().sorted(Comparator.comparingInt(Statement::n)).toList();
        long begun = System.nanoTime();
        List<SameTransaction> same =
                strikes.inOrder() ? List.of() : spent.on(ASKING, () -> SameTransaction.among(all, points(), site));
        Set<Statement> between =
                same.stream().flatMap(s -> s.between().stream()).collect(Collectors.toSet());
        long each = (System.nanoTime() - begun) / Math.max(1, between.size());
        Map<Integer, PointResult> results = new ConcurrentHashMap<>();
        judge(all.stream().filter(p -> !between.contains(p)).toList(), goOn, result -> {
            results.put(result.n(), result);
            heard.accept(result);
        });
        List<Statement> doubtful = new ArrayList<>();
        for (SameTransaction one : same) {
            PointResult first = results.get(one.first().n());
            PointResult last = results.get(one.last().n());
            if (first != null && last != null && judgedAt(first) == judgedAt(last)) {
                one.between().forEach(point -> heard.accept(result(point, System.nanoTime() - each, verdict(first))));
            } else {
                doubtful.addAll(one.between());
            }
        }
        judge(doubtful, goOn, heard);
    }

    private static int judgedAt(PointResult result) {
        return result.sameAs() == 0 ? result.n() : result.sameAs();
    }

    private static Verdicts.Verdict verdict(PointResult result) {
        return new Verdicts.Verdict(judgedAt(result), result.outcome(), result.message(), result.differences());
    }

    private void judge(List<Statement> points, BooleanSupplier goOn, Consumer<PointResult> heard) {
        Queue<Statement> left = new ArrayDeque<>(points);
        SideBySide.onEach(lanes, lanes.size(), lane -> {
            LanePoints own = new LanePoints(site.on(lane));
            try {
                while (goOn.getAsBoolean() && own.next(left)) {
                    PointResult result = own.judged();
                    synchronized (verdicts) {
                        heard.accept(result);
                    }
                }
            } catch (RuntimeException e) {
                synchronized (left) {
                    left.clear(); // the other lanes need not go on
                }
                throw e;
            }
        });
    }

    /** One point after the other, on one lane. */
    private final class LanePoints {
        private final CrashSite here;
        private final Control left;
        private final PointJudge judge;
        private boolean fresh;
        private Statement point;
        private long begun;
        private String missed = "";

        LanePoints(CrashSite here) {
            this.here = here;
            this.left = control().on(here);
            this.judge = new PointJudge(here, controls, verdicts, spent);
        }

        /** Takes the next point and leaves in the slot what a death there leaves; false if there is none. */
        private boolean next(Queue<Statement> points) {
            synchronized (points) {
                point = points.poll();
                begun = System.nanoTime();
                if (point == null) {
                    return false;
                }
                if (strikes.inOrder()) {
                    missed = strikes.before(point, here, fresh);
                }
            }
            if (!strikes.inOrder()) {
                missed = strikes.before(point, here, fresh);
            }
            return true;
        }

        private PointResult judged() {
            String digest = spent.on(PointJudge.READING, () -> here.server().settled(here.slot()));
            fresh = digest.equals(seed);
            if (!missed.isEmpty()) {
                return result(
                        point, begun, new Verdicts.Verdict(point.n(), PointOutcome.NOT_REACHED, missed, List.of()));
            }
            String word = words.computeIfAbsent(digest, d -> spent.on(PointJudge.READING, left::left));
            return result(point, begun, verdicts.on(word, () -> {
                fresh = false;
                return judge.judge(point);
            }));
        }
    }

    /** Interruptions that hit one point alone, and leave it in the slot of the site. */
    public SingleInterruption once() {
        return new SingleInterruption(site, control());
    }

    /** Runs the migration again on what the slot holds. */
    public PointResult runAgain(Statement hit) {
        long begun = System.nanoTime();
        return result(hit, begun, new PointJudge(site, controls, verdicts, spent).judge(hit));
    }

    private PointResult result(Statement point, long begun, Verdicts.Verdict verdict) {
        return new PointResult(
                point.n(),
                "before",
                point.revision(),
                places.getOrDefault(point.n(), "that interrupted.txt names"),
                point.brief(),
                verdict.outcome(),
                verdict.message(),
                verdict.differences(),
                Math.round((System.nanoTime() - begun) / 1e6) / 1e3,
                verdict.n() == point.n() ? 0 : verdict.n());
    }

    /** Where the time went, in seconds by what was done. */
    public Map<String, Double> spent() {
        return spent.seconds();
    }

    /** The processor time that the migrators took for all points so far, in seconds. */
    public double processorSeconds() {
        return processorSeconds(lanes) - before;
    }

    private static double processorSeconds(List<Lane> lanes) {
        return lanes.stream()
                .mapToDouble(lane -> lane.migrator().processorSeconds())
                .sum();
    }

    /** One store of each revision and sort of end that was seen, the right one first if there is any; nothing else uses them. */
    public List<Survivor> survivors() {
        return verdicts.survivors();
    }
}

package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;

/**
 * Migrators that meet one another on one store: the same one twice, one after the other, several at once, and one that is killed while
 * another one waits for it. Whoever migrates last must find, or leave, the store of a migration that met nobody.
 */
public final class Encounters {
    /** How long one that is killed holds what it holds while the other one has begun. */
    private static final int MEETING_SECONDS = 2;
    /** Whoever has not ended so long after the last other one began hangs: alone it takes a second or two. */
    private static final int LONGEST_SECONDS = 30;

    private static final int SIGKILL = 9;

    private final CrashSite site;
    private final List<Control> controls;
    private final Consumer<String> told;

    private Encounters(CrashSite site, List<Control> controls, Consumer<String> told) {
        this.site = site;
        this.controls = controls;
        this.told = told;
    }

    /**
     * Migrates by each way with nobody about, to have what the others are measured by.
     *
     * @param told takes a line for each migrator that ended
     * @throws ControlFailed if a migration fails then
     */
    public static Encounters prepare(CrashSite site, Consumer<String> told) {
        return new Encounters(
                site, site.retries().stream().map(way -> Control.of(site, way)).toList(), told);
    }

    /** What each run of a migration draws anew. */
    public Set<String> drawn() {
        return controls.stream().flatMap(c -> c.drawn().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each way run again on the store that it made: nothing is left to do, so nothing may change but what each run draws anew. */
    public List<Finding> twice() {
        List<Finding> findings = new ArrayList<>();
        for (Control control : controls) {
            Set<String> changes = control.changedByRunningAgain();
            told.accept(control.way().title() + ", run again: " + (changes.isEmpty() ? "nothing" : changes));
            if (!changes.isEmpty()) {
                findings.add(finding(
                        Kind.RETRY_DIFFERS,
                        control.way().title(),
                        "run again at the head",
                        "nothing changes",
                        String.join("; ", changes)));
            }
        }
        return findings;
    }

    /** Each way after each other one: whichever comes first, the store must be the same, that of one of the ways alone. */
    public List<Finding> oneAfterTheOther() {
        List<Finding> findings = new ArrayList<>();
        Set<Control> same = new HashSet<>(controls);
        for (Control first : controls) {
            for (Control second : controls) {
                if (!first.equals(second)) {
                    site.server().renew(site.slot(), site.seed());
                    String key = "after " + first.way().title();
                    List<MigratorEnd> ends = List.of(ran(first), ran(second));
                    List<Finding> own = judged(second, key, ends, controls);
                    findings.addAll(own);
                    if (own.isEmpty()) {
                        same.removeIf(c -> !c.judge().right());
                    }
                    if (own.isEmpty() && same.isEmpty()) {
                        findings.add(finding(
                                Kind.RETRY_DIFFERS,
                                second.way().title(),
                                key,
                                "the same store whichever comes first",
                                "that of " + first.way().title() + " alone"));
                        same.addAll(controls);
                    }
                }
            }
        }
        return findings;
    }

    /** So many at once by each way. Who gives up may do so, if running it again then comes to the right store. */
    public List<Finding> atOnce(int many) {
        List<Finding> findings = new ArrayList<>();
        for (Control control : controls) {
            site.server().renew(site.slot(), site.seed());
            List<Long> running = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                running.add(site.migrator().start(MigratorRun.of(control.way().command())));
            }
            String key = many + " at once";
            List<MigratorEnd> ends = awaited(control, key, running, findings);
            if (ends.size() == many) {
                findings.addAll(ended(control, key, ends));
            }
        }
        return findings;
    }

    /** One is killed in its middle while another one, begun meanwhile, waits for it, or goes on beside it. */
    public List<Finding> killedWhileAnotherWaits() {
        List<Finding> findings = new ArrayList<>();
        for (Control control : controls) {
            List<Statement> all = control.trace();
            Statement middle = all.get(all.size() / 2);
            site.server().renew(site.slot(), site.seed());
            MigratorRun run = MigratorRun.of(control.way().command());
            long holder = site.migrator().start(run.haltedBefore(middle.n()));
            long waiting = site.migrator().start(run);
            String key = "begun while one stood before statement " + middle.n() + " and was killed there";
            MigratorEnd early = site.migrator().await(waiting, MEETING_SECONDS);
            site.migrator().signal(holder, SIGKILL);
            MigratorEnd killed = site.migrator().await(holder, LONGEST_SECONDS);
            told.accept(control.way().title() + ", " + key + ": the other one "
                    + (early == null ? "waited until then" : "ended before, with " + early.exit()));
            if (killed == null || killed.hit() == null) {
                findings.add(notReached(control, key));
            }
            List<MigratorEnd> ends = early == null ? awaited(control, key, List.of(waiting), findings) : List.of(early);
            if (!ends.isEmpty()) {
                findings.addAll(ended(control, key, ends));
            }
        }
        return findings;
    }

    private static Finding notReached(Control control, String key) {
        return Finding.of(
                Severity.WARNING,
                Kind.NOT_DETERMINISTIC,
                control.way().title(),
                key,
                "the same statements in each run",
                "the run ended before it");
    }

    /** Waits for all; one that hangs is a finding, and is killed. */
    private List<MigratorEnd> awaited(Control control, String key, List<Long> running, List<Finding> findings) {
        List<MigratorEnd> ends = new ArrayList<>();
        long limit = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
        for (long id : running) {
            long left = Math.max(0, (limit - System.nanoTime()) / 1_000_000_000L);
            MigratorEnd end = site.migrator().await(id, (int) left);
            if (end == null) {
                site.migrator().kill(id);
                findings.add(finding(
                        Kind.RETRY_FAILED,
                        control.way().title(),
                        key,
                        "ends",
                        "one did not end within " + LONGEST_SECONDS + " s"));
            } else {
                ends.add(end);
            }
        }
        return ends;
    }

    /** Some of several may have given up; then it is run again, as people do, before the store is judged. */
    private List<Finding> ended(Control control, String key, List<MigratorEnd> ends) {
        List<Finding> findings = new ArrayList<>();
        List<MigratorEnd> gaveUp = ends.stream().filter(e -> e.exit() != 0).toList();
        List<MigratorEnd> judged = new ArrayList<>(ends);
        judged.removeAll(gaveUp);
        if (!gaveUp.isEmpty()) {
            gaveUp.stream()
                    .map(MigratorEnd::message)
                    .distinct()
                    .forEach(message -> findings.add(Finding.of(
                                    Severity.NOTE,
                                    Kind.RETRY_FAILED,
                                    control.way().title(),
                                    key,
                                    "waits for the others",
                                    gaveUp.size() + " of " + ends.size() + " gave up: " + message)
                            .inGroup("migrators that give up where others migrate")));
            judged.add(ran(control));
        }
        site.server().settled(site.slot());
        findings.addAll(judged(control, key, judged, List.of(control)));
        return findings;
    }

    private MigratorEnd ran(Control control) {
        MigratorEnd end = site.migrator().run(MigratorRun.of(control.way().command()));
        site.server().settled(site.slot());
        return end;
    }

    /** The store must be that of one of these, after all of the runs said that they succeeded. */
    private List<Finding> judged(Control last, String key, List<MigratorEnd> ends, List<Control> right) {
        for (MigratorEnd end : ends) {
            told.accept(last.way().title() + ", " + key + ": ended with " + end.exit()
                    + (end.exit() == 0 ? "" : ", " + end.message()));
            if (end.exit() != 0) {
                return List.of(finding(Kind.RETRY_FAILED, last.way().title(), key, "comes to the head", end.message()));
            }
        }
        List<String> differences = List.of();
        for (Control control : right) {
            EndState state = control.judge();
            if (state.right()) {
                return List.of();
            }
            differences = state.differences();
        }
        return List.of(finding(
                Kind.RETRY_DIFFERS,
                last.way().title(),
                key,
                "the store of a migration that met nobody",
                String.join("; ", EndState.essence(differences))));
    }

    private static Finding finding(Kind kind, String object, String key, String expected, String found) {
        return Finding.of(Severity.ERROR, kind, object, key, expected, found)
                .inGroup("migrators that meet: " + object + ", " + key);
    }
}

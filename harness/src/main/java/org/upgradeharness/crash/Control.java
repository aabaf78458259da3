package org.upgradeharness.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Fingerprint;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/**
 * The store as a migration leaves it that nobody interrupts: what every interrupted one is measured by. It is made twice, since
 * what differs between the two (a time, a key, a salt) is drawn anew by each run and says nothing of an interruption.
 */
final class Control {
    private final CrashSite site;
    private final Retry way;
    private final Store store;
    private final Fingerprint print;
    private final Set<String> drawn;
    private final Set<String> drawnValues;
    private final Set<String> again;
    private final List<Statement> trace;
    private final double seconds;
    private final Set<String> behind;
    private final Map<String, String> course;

    private Control(
            CrashSite site,
            Retry way,
            Store store,
            Fingerprint print,
            Set<String> drawn,
            Set<String> drawnValues,
            Set<String> again,
            List<Statement> trace,
            double seconds,
            Set<String> behind,
            Map<String, String> course) {
        this.site = site;
        this.way = way;
        this.store = store;
        this.print = print;
        this.drawn = drawn;
        this.drawnValues = drawnValues;
        this.again = again;
        this.trace = trace;
        this.seconds = seconds;
        this.behind = behind;
        this.course = course;
    }

    /** The same control, beside which another lane's slot is judged. */
    Control on(CrashSite other) {
        return new Control(other, way, store, print, drawn, drawnValues, again, trace, seconds, behind, course);
    }

    /**
     * The same control with what its store held before each revision: another run, which must end where the others did. Nothing is kept
     * of one that does not.
     */
    Control withCourse() {
        MigratorEnd run = migrated(site, way, MigratorRun.of(way.command()).keepingWords(drawnValues));
        Map<String, String> kept = judge().right() ? run.words() : Map.of();
        return new Control(site, way, store, print, drawn, drawnValues, again, trace, seconds, behind, kept);
    }

    /**
     * The migration by this way, run on what the slot holds.
     *
     * @param toItsEnd whether it goes on where it has come to the course of the control: then the rest is the control's
     */
    MigratorRun run(boolean toItsEnd) {
        MigratorRun run = MigratorRun.of(way.command());
        return course.isEmpty() ? run : run.comparedWith(course, drawnValues, !toItsEnd);
    }

    /**
     * Migrates the seeded store twice by one way, and once more on top.
     *
     * @throws ControlFailed if the migration fails, or does not end at the head
     */
    static Control of(CrashSite site, Retry way) {
        MigratorEnd first = migrated(site, way, MigratorRun.of(way.command()).traced());
        Instant ended = Instant.now();
        Store store = site.keep("control");
        Fingerprint print = print(store);
        // Two runs in one second could draw the same time.
        Awaitility.await("another second than that of the first control")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(3))
                .until(() -> Instant.now().getEpochSecond() > ended.getEpochSecond());
        MigratorEnd warm = migrated(site, way, MigratorRun.of(way.command()));
        Fingerprint second = print(site.slot());
        Set<String> drawn = objects(second.changesSince(print));
        Set<String> drawnValues = second.drawnValues(print);
        MigratorEnd third = site.migrator().run(MigratorRun.of(way.command()));
        demandSuccess(site, way, third, "run again on the store that it made");
        Set<String> again = objects(print(site.slot()).changesSince(second));
        return new Control(
                site,
                way,
                store,
                print,
                drawn,
                drawnValues,
                again,
                first.trace(),
                warm.seconds(),
                behind(store),
                Map.of());
    }

    private static MigratorEnd migrated(CrashSite site, Retry way, MigratorRun run) {
        site.server().renew(site.slot(), site.seed());
        MigratorEnd end = site.migrator().run(run);
        demandSuccess(site, way, end, "");
        return end;
    }

    private static void demandSuccess(CrashSite site, Retry way, MigratorEnd end, String key) {
        site.server().settled(site.slot());
        if (end.exit() != 0) {
            throw new ControlFailed(Finding.of(
                    Severity.ERROR,
                    Kind.MIGRATION_FAILED,
                    way.title(),
                    key,
                    "exit code 0",
                    "exit code " + end.exit() + ": " + end.message()));
        }
        try (StoreReader reader = StoreReader.open(site.slot().address())) {
            VersionJudge.judge(reader, site.head()).stream().findFirst().ifPresent(wrong -> {
                throw new ControlFailed(wrong);
            });
        }
    }

    /** The way by which it was migrated. */
    Retry way() {
        return way;
    }

    /** Its statements. */
    List<Statement> trace() {
        return trace;
    }

    /** How long it takes in a process that has imported everything. */
    double seconds() {
        return seconds;
    }

    /** What each run draws anew, in the words of {@link Fingerprint}. */
    Set<String> drawn() {
        return drawn;
    }

    /** What the same way changes when it is run again on the store that it made; what each run draws anew is left out. */
    Set<String> changedByRunningAgain() {
        return again.stream().filter(c -> !drawn.contains(c)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Looks at the slot, after a migration by this way ended there with success. */
    EndState judge() {
        Fingerprint now;
        List<String> sequences;
        try (StoreReader reader = StoreReader.open(site.slot().address())) {
            now = Fingerprint.of(reader);
            sequences = sequences(reader);
        }
        Set<String> changes = now.changesSince(print).stream()
                .filter(c -> !drawn.contains(object(c)))
                .collect(Collectors.toCollection(TreeSet::new));
        // Where keys are drawn anew no row can be told from another, but the values that all of them hold can be
        // compared.
        Set<String> values = now.otherValues(print).stream()
                .filter(c -> drawn.contains("values " + c) && !drawnValues.contains(c))
                .collect(Collectors.toCollection(TreeSet::new));
        values.forEach(c -> changes.add("values " + c + ": changed"));
        return changes.isEmpty()
                ? new EndState(Set.of(), sequences)
                : new EndState(changes, new Differences(site, store, drawn).in(values));
    }

    /** Runs the migration once more on the slot and says what that changes beyond what it changes where nothing was interrupted. */
    Set<String> thirdRun() {
        Fingerprint before = print(site.slot());
        MigratorEnd end = site.migrator().run(MigratorRun.of(way.command()));
        site.server().settled(site.slot());
        if (end.exit() != 0) {
            return Set.of("it fails: " + end.message());
        }
        return print(site.slot()).changesSince(before).stream()
                .filter(c -> !again.contains(object(c)) && !drawn.contains(object(c)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What the slot holds after an interruption, in one word: where that is the same but for what each run draws anew, the same comes of
     * running the migration again.
     */
    String left() {
        try (StoreReader reader = StoreReader.open(site.slot().address())) {
            return Fingerprint.of(reader).digestWithout(drawn, drawnValues, reader.catalogue());
        }
    }

    private List<String> sequences(StoreReader reader) {
        return behind(reader).stream()
                .filter(s -> !behind.contains(s))
                .map(s -> "sequence " + s + " hands out a number that is taken")
                .toList();
    }

    private static Set<String> behind(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return behind(reader);
        }
    }

    private static Set<String> behind(StoreReader reader) {
        return reader.sequences().stream()
                .filter(s -> s.behind())
                .map(s -> s.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Fingerprint print(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return Fingerprint.of(reader);
        }
    }

    private static Set<String> objects(Set<String> changes) {
        return changes.stream().map(Control::object).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String object(String change) {
        return change.substring(0, change.lastIndexOf(": "));
    }
}

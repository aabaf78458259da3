package org.upgradeharness.scenarios.matrix;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.report.RecordedCase;
import org.upgradeharness.report.RecordedRun;
import org.upgradeharness.scenarios.suite.CaseContent;
import org.upgradeharness.store.Engine;

/** What the reports say of each pair of releases: of each scenario on each engine the last result. */
public final class History {
    /** Options that say which releases are meant; any other makes conditions that a plain run has not. */
    private static final Set<String> PLAIN = Set.of("--product", "--from", "--to");

    private static final Pattern CANDIDATE = Pattern.compile("(image|wheel|source)=.*");

    private final Map<Key, Result> last = new HashMap<>();
    private final Map<Version, String> digests = new HashMap<>();
    private final Set<Pair> pairs = new TreeSet<>(Pair.NEWEST_FIRST);
    private int others;

    private record Key(Pair pair, String engine, String id, String way) {}

    /** A case with the run that it stood in. */
    record Result(RecordedRun run, RecordedCase recorded) {}

    private History() {}

    /**
     * Sorts results by pair.
     *
     * @param runs the runs, oldest first
     * @param product the product; runs of another one are left out
     */
    public static History of(List<RecordedRun> runs, Product product) {
        History history = new History();
        for (RecordedRun run : runs) {
            if (!run.product().equals(product.name())) {
                continue;
            }
            if (plain(run.command()) && !run.content().containsKey(CaseContent.PLANTED)) {
                run.cases().forEach(c -> history.add(run, c, product));
            } else {
                history.others++;
            }
        }
        return history;
    }

    /** Whether a run asked for two releases by their numbers and for nothing special. */
    static boolean plain(String command) {
        Iterator<String> words = Arrays.asList(command.split(" +")).iterator();
        if (!words.hasNext()
                || !words.next().endsWith("upgrade")
                || !words.hasNext()
                || !words.next().equals("run")) {
            return false;
        }
        while (words.hasNext()) {
            if (!PLAIN.contains(words.next())
                    || !words.hasNext()
                    || CANDIDATE.matcher(words.next()).matches()) {
                return false;
            }
        }
        return true;
    }

    private void add(RecordedRun run, RecordedCase recorded, Product product) {
        Optional<Version> from = side(recorded.from(), run.from(), product);
        Optional<Version> to = side(recorded.to(), run.to(), product);
        if (from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) >= 0) {
            return;
        }
        Pair pair = new Pair(from.get(), to.get());
        pairs.add(pair);
        last.put(
                new Key(
                        pair,
                        recorded.key().engine(),
                        recorded.key().id(),
                        recorded.key().way()),
                new Result(run, recorded));
    }

    /** The release that was found, or else the one that was asked for: a run that got no image has a verdict too. */
    private Optional<Version> side(RecordedCase.Side side, String asked, Product product) {
        if (side != null && Version.isVersion(side.release())) {
            Version version = Version.parse(side.release());
            digests.put(version, side.digest());
            return Optional.of(version);
        }
        Map<String, Version> aliases = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        aliases.putAll(product.aliases());
        return Optional.ofNullable(aliases.get(asked))
                .or(() -> Version.isVersion(asked) ? Optional.of(Version.parse(asked)) : Optional.empty());
    }

    /** The pairs that have a result, newest first. */
    public Set<Pair> pairs() {
        return Set.copyOf(pairs);
    }

    /** How many runs were left out because they asked for more than two releases by their numbers. */
    public int others() {
        return others;
    }

    Optional<Result> last(Pair pair, Engine engine, String id, String way) {
        return Optional.ofNullable(last.get(new Key(pair, engine.id(), id, way)));
    }

    /** The image of a release in the last run that had it. */
    Optional<String> digest(Version release) {
        return Optional.ofNullable(digests.get(release));
    }
}

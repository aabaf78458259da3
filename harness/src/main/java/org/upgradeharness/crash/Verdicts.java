package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.store.Store;

/** What lanes side by side have judged: stores that look the same are judged once, by whichever lane comes to them first. */
final class Verdicts {
    /** Judging takes two or three runs of a migrator, each with its own limit, and reading the store. */
    private static final int LONGEST_SECONDS = 600;

    private final Map<String, CompletableFuture<Verdict>> judged = new ConcurrentHashMap<>();
    private final Set<String> once = ConcurrentHashMap.newKeySet();
    private final Map<String, Survivor> survivors = new LinkedHashMap<>();

    /**
     * What came of one store.
     *
     * @param n the point at which it was judged
     */
    record Verdict(int n, PointOutcome outcome, String message, List<String> differences) {}

    /** The verdict on a store, made by the first who asks; the others wait for it. */
    Verdict on(String left, Supplier<Verdict> judge) {
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> first = judged.putIfAbsent(left, mine);
        if (first != null) {
            return awaited(first);
        }
        try {
            mine.complete(judge.get());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        }
        return awaited(mine);
    }

    private static Verdict awaited(CompletableFuture<Verdict> verdict) {
        try {
            return verdict.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BrokenEnvironment(
                    "Another lane did not judge the same store within " + LONGEST_SECONDS + " s.", e);
        } catch (ExecutionException e) {
            throw new BrokenEnvironment(
                    "Another lane could not judge the same store: "
                            + e.getCause().getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while another lane judged the same store.", e);
        }
    }

    /** Whether this is said for the first time. */
    boolean first(String what) {
        return once.add(what);
    }

    /** Keeps one store that came out right by a way; another way may do more at its end, so that it need not be the same. */
    synchronized void right(String way, Supplier<Store> copy) {
        survivors.computeIfAbsent("", k -> new Survivor(copy.get(), Optional.of(way)));
    }

    /** Keeps one store of a kind that is not right. */
    synchronized void wrong(String kind, Supplier<Store> copy) {
        survivors.computeIfAbsent(kind, k -> new Survivor(copy.get(), Optional.empty()));
    }

    /** One store of each kind, the right one first if there is any: its kind is empty. */
    synchronized List<Survivor> survivors() {
        List<Survivor> stores = new ArrayList<>();
        if (survivors.containsKey("")) {
            stores.add(survivors.get(""));
        }
        survivors.forEach((kind, store) -> {
            if (!kind.isEmpty()) {
                stores.add(store);
            }
        });
        return stores;
    }
}

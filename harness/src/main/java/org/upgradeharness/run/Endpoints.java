package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** Every documented GET without parameters: asked on both releases, and compared by the class of its answer. */
final class Endpoints {
    private static final int AT_ONCE = 4;
    /** A stream that nobody declared never ends. Less would leave requests behind on a busy machine, which the gateway goes on with. */
    private static final int STREAM_MILLIS = 10_000;

    static final int LATE = -1;

    private Endpoints() {}

    /** The HTTP status of each path; 0 where the connection broke, {@link #LATE} where no answer ended within ten seconds. */
    static Map<String, Integer> ask(Api api, List<String> paths) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "endpoints");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, Future<Integer>> asked = new LinkedHashMap<>();
            for (String path : paths) {
                asked.put(path, pool.submit(() -> status(api, path)));
            }
            Map<String, Integer> statuses = new TreeMap<>();
            for (Map.Entry<String, Future<Integer>> entry : asked.entrySet()) {
                statuses.put(entry.getKey(), ended(entry.getValue()));
            }
            return statuses;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while the endpoints were asked.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static int status(Api api, String path) {
        long asked = System.nanoTime();
        int status = api.within(STREAM_MILLIS).get(path).status();
        return status == 0 && System.nanoTime() - asked >= STREAM_MILLIS * 1_000_000L ? LATE : status;
    }

    /**
     * The same endpoints on the new release. Whatever the old one answered and this one did not is asked for once more, alone and
     * with all the time of an ordinary request: what is slow because four were asked at once on a busy machine is not worse.
     */
    static Map<String, Integer> anew(Api api, Map<String, Integer> before) {
        Map<String, Integer> statuses = new TreeMap<>(ask(api, List.copyOf(before.keySet())));
        statuses.replaceAll((path, status) ->
                status == LATE && before.get(path) > 0 ? api.get(path).status() : status);
        return statuses;
    }

    /** A stream that sends a sign of life now and then would be read for ever. */
    private static int ended(Future<Integer> status) throws InterruptedException, ExecutionException {
        try {
            return status.get(4L * STREAM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            status.cancel(true);
            return LATE;
        }
    }

    /** The endpoints that answer worse than before. */
    static List<Finding> worse(Map<String, Integer> before, Map<String, Integer> after) {
        List<Finding> findings = new ArrayList<>();
        before.forEach((path, old) -> {
            int now = after.getOrDefault(path, 0);
            if (rank(now) > rank(old)) {
                findings.add(Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET " + path, "", said(old), said(now)));
            }
        });
        return findings;
    }

    private static int rank(int status) {
        if (status <= 0) {
            return 6;
        }
        return status / 100;
    }

    private static String said(int status) {
        return status <= 0 ? "no complete answer" : String.valueOf(status);
    }
}

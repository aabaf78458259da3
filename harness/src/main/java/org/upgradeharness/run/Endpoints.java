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
    /** Streams never end; they count as answered by silence on both sides. */
    private static final int STREAM_MILLIS = 2_000;

    private Endpoints() {}

    /** The HTTP status of each path; 0 where no answer ended within two seconds. */
    static Map<String, Integer> ask(Api api, List<String> paths) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "endpoints");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, Future<Integer>> asked = new LinkedHashMap<>();
            for (String path : paths) {
                asked.put(
                        path,
                        pool.submit(() -> api.within(STREAM_MILLIS).get(path).status()));
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

    /** A stream that sends a sign of life now and then would be read for ever. */
    private static int ended(Future<Integer> status) throws InterruptedException, ExecutionException {
        try {
            return status.get(4L * STREAM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            status.cancel(true);
            return 0;
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
        if (status == 0) {
            return 6;
        }
        return status / 100;
    }

    private static String said(int status) {
        return status == 0 ? "no complete answer within " + STREAM_MILLIS / 1000 + " s" : String.valueOf(status);
    }
}

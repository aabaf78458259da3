package org.upgradeharness.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.witness.EndpointAnswer;

/**
 * Every documented GET without parameters: asked on both releases, and compared by the class of its answer, by whether it tells
 * anything, in which form and under which names, and by how long it takes.
 */
final class Endpoints {
    private static final int AT_ONCE = 4;
    /** A stream that does not say that it is one never ends. Less would leave requests behind on a busy machine, which the gateway goes on with. */
    private static final int STREAM_MILLIS = 10_000;

    private static final int LATE = -1;
    private static final EndpointAnswer NONE = new EndpointAnswer(LATE, false);

    /** People notice seconds; a busy machine makes them of tenths, which is why it must be many times as long as well, and twice. */
    private static final long SLOW_MILLIS = 2_000;

    private static final int TIMES_AS_SLOW = 10;
    private static final String LIST = "a list";

    private Endpoints() {}

    /** What each path answered; the status is 0 where the connection broke, {@link #LATE} where no answer ended within ten seconds. */
    static Map<String, EndpointAnswer> ask(Api api, List<String> paths) {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "endpoints");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, Future<EndpointAnswer>> asked = new LinkedHashMap<>();
            for (String path : paths) {
                asked.put(path, pool.submit(() -> answer(api, path)));
            }
            Map<String, EndpointAnswer> answers = new TreeMap<>();
            for (Map.Entry<String, Future<EndpointAnswer>> entry : asked.entrySet()) {
                answers.put(entry.getKey(), ended(entry.getValue()));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while the endpoints were asked.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static EndpointAnswer answer(Api api, String path) {
        EndpointAnswer answer = timed(() -> api.within(STREAM_MILLIS).begin(path));
        return answer.status() == 0 && answer.millis() >= STREAM_MILLIS ? NONE : answer;
    }

    private static EndpointAnswer timed(Supplier<Answer> asking) {
        long asked = System.nanoTime();
        Answer answer = asking.get();
        return new EndpointAnswer(
                answer.status(),
                answer.body().isMissingNode() ? !answer.text().isBlank() : tells(answer.body()),
                answer.type(),
                fields(answer.body()),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
    }

    /** Of what lists hold the witnesses of features tell more. */
    private static Set<String> fields(JsonNode body) {
        Set<String> names = new TreeSet<>(body.isArray() ? Set.of(LIST) : Set.of());
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Counts and places of pages stand beside an empty list too. */
    private static boolean tells(JsonNode body) {
        if (body.isArray()) {
            return !body.isEmpty();
        }
        return body.isObject() ? body.valueStream().anyMatch(Endpoints::tells) : !body.isNumber() && !body.isNull();
    }

    /**
     * The same endpoints on the new release. Whatever the old one answered and this one did not, or only after a long time, is asked for
     * once more, alone and with all the time of an ordinary request: what is slow because four were asked at once on a busy machine
     * is not worse.
     */
    static Map<String, EndpointAnswer> anew(Api api, Map<String, EndpointAnswer> before) {
        Map<String, EndpointAnswer> answers = patient(
                api, List.copyOf(before.keySet()), path -> before.get(path).status() > 0);
        answers.replaceAll((path, answer) -> slower(before.get(path), answer) ? alone(api, path) : answer);
        return answers;
    }

    private static EndpointAnswer alone(Api api, String path) {
        return timed(() -> api.begin(path));
    }

    private static boolean slower(EndpointAnswer old, EndpointAnswer now) {
        return now.millis() > SLOW_MILLIS && now.millis() > TIMES_AS_SLOW * old.millis();
    }

    /** Whatever did not answer in time, and is to, is asked for once more. */
    static Map<String, EndpointAnswer> patient(Api api, List<String> paths, Predicate<String> toAnswer) {
        Map<String, EndpointAnswer> answers = ask(api, paths);
        answers.replaceAll(
                (path, answer) -> answer.status() == LATE && toAnswer.test(path) ? alone(api, path) : answer);
        return answers;
    }

    /** A stream that sends a sign of life now and then would be read for ever. */
    private static EndpointAnswer ended(Future<EndpointAnswer> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get(4L * STREAM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return NONE;
        }
    }

    /** The endpoints that answer worse than before, or tell nothing any more. */
    static List<Finding> worse(Map<String, EndpointAnswer> before, Map<String, EndpointAnswer> after) {
        List<Finding> findings = new ArrayList<>();
        before.forEach((path, old) -> {
            EndpointAnswer now = after.getOrDefault(path, NONE);
            if (rank(now.status()) > rank(old.status())) {
                findings.add(worse(path, said(old.status()), said(now.status())));
            } else if (now.ok() && old.ok() && old.tells() && !now.tells()) {
                findings.add(worse(path, "something", "nothing in it"));
            } else if (now.ok() && old.ok()) {
                otherwise(path, old, now).ifPresent(findings::add);
            }
        });
        return findings;
    }

    /** Whether what is told is told in another way than clients of the old release read it; what is graver is told alone. */
    private static Optional<Finding> otherwise(String path, EndpointAnswer old, EndpointAnswer now) {
        if (!now.type().equals(old.type()) && !old.type().isEmpty()) {
            return Optional.of(worse(path, old.type(), now.type().isEmpty() ? "no media type" : now.type()));
        }
        if (isList(old) != isList(now)) {
            // A list that is told in pages now is still told.
            return Optional.of(warning(path, told(old), told(now))
                    .inGroup("lists that are told in another form, or no more as such"));
        }
        Set<String> gone = new TreeSet<>(old.fields());
        gone.removeAll(now.fields());
        if (!gone.isEmpty() && gone.size() == old.fields().size()) {
            return Optional.of(worse(path, told(old), told(now)));
        }
        if (!gone.isEmpty()) {
            return Optional.of(warning(path, "with " + gone, "without").inGroup("fields that are told no more"));
        }
        return slower(old, now)
                ? Optional.of(warning(path, "after " + old.millis() + " ms", "after " + now.millis() + " ms"))
                : Optional.empty();
    }

    private static boolean isList(EndpointAnswer answer) {
        return answer.fields().contains(LIST);
    }

    private static String told(EndpointAnswer answer) {
        return isList(answer) ? LIST : "an object of " + new TreeSet<>(answer.fields());
    }

    private static Finding warning(String path, String expected, String found) {
        return Finding.of(Severity.WARNING, Kind.ENDPOINT_WORSE, "GET " + path, "", expected, found);
    }

    private static Finding worse(String path, String expected, String found) {
        return Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET " + path, "", expected, found);
    }

    private static int rank(int status) {
        if (status <= 0) {
            return 6;
        }
        return status / 100;
    }

    static String said(int status) {
        return status <= 0 ? "no complete answer" : String.valueOf(status);
    }
}

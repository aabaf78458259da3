package org.upgradeharness.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The events of one run in the order in which they happened. Safe for several threads: two engines run side by side.
 * Listeners see each event at once, so that a run which is killed has written down everything up to that moment.
 */
public final class Timeline {
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Map<CaseKey, List<Step>> steps = new ConcurrentHashMap<>();

    /** Adds somebody who is told every event from now on. */
    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /** Tells an event to all listeners, one event at a time. */
    public synchronized void tell(Event event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /**
     * Runs a step of a case and writes down how long it took and how it ended.
     *
     * @param key the case, or null for a step of the run itself
     * @param name what is done, in words
     * @param body the work
     * @return what the work returned
     */
    public <T> T step(CaseKey key, String name, Callable<T> body) {
        Instant start = Instant.now();
        tell(new Event.StepStarted(start, key, name));
        String outcome = "ok";
        try {
            return body.call();
        } catch (RuntimeException | Error e) {
            outcome = firstLine(e);
            throw e;
        } catch (Exception e) {
            outcome = firstLine(e);
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        } finally {
            Instant end = Instant.now();
            Step step = new Step(name, start, Duration.between(start, end).toMillis() / 1000.0, outcome);
            if (key != null) {
                steps.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(step);
            }
            tell(new Event.StepEnded(end, key, step));
        }
    }

    /**
     * Writes down that a step of a case was left out.
     *
     * @param why in words; the outcome of the step is {@code skipped: why}
     */
    public void skip(CaseKey key, String name, String why) {
        Instant now = Instant.now();
        Step step = new Step(name, now, 0, Step.SKIPPED + why);
        steps.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(step);
        tell(new Event.StepStarted(now, key, name));
        tell(new Event.StepEnded(now, key, step));
    }

    /** The steps of a case so far, in the order in which they ended. */
    public List<Step> steps(CaseKey key) {
        return new ArrayList<>(steps.getOrDefault(key, List.of()));
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}

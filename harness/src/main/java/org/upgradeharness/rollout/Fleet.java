package org.upgradeharness.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** Replicas of one gateway behind a load balancer, each at its place from 1 on. */
public final class Fleet implements AutoCloseable {
    private final LoadBalancer balancer;
    private final Steps steps;
    private final Duration grace;
    private final TreeMap<Integer, Member> members = new TreeMap<>();
    private final List<Gateway> all = new ArrayList<>();

    private record Member(String release, Gateway gateway) {}

    /**
     * Nobody yet.
     *
     * @param balancer in front of them
     * @param steps is told what is done
     * @param grace how long a replica may take to answer what it has begun
     */
    public Fleet(LoadBalancer balancer, Steps steps, Duration grace) {
        this.balancer = balancer;
        this.steps = steps;
        this.grace = grace;
    }

    /** Starts replicas of a release together, waits until each is ready, and takes them in. */
    public void open(String release, int replicas, Supplier<Gateway> start, Consumer<Gateway> awaitReady) {
        steps.step("start " + replicas + " replicas of " + release + ", until all are ready", () -> {
            for (int place = 1; place <= replicas; place++) {
                members.put(place, new Member(release, started(start)));
            }
            members.values().forEach(m -> awaitReady.accept(m.gateway()));
            return null;
        });
        members.forEach((place, m) ->
                balancer.in(place, m.gateway().insideHost(), m.gateway().insidePort()));
    }

    private synchronized Gateway started(Supplier<Gateway> start) {
        Gateway gateway = start.get();
        all.add(gateway);
        return gateway;
    }

    /**
     * Replaces the replica at a place: the old one leaves, the new one is started, waited for and taken in.
     *
     * @param awaitReady waits until the new one says that it is ready
     * @return what is to be said against the product
     */
    public List<Finding> replace(
            int place, Departure departure, String release, Supplier<Gateway> start, Consumer<Gateway> awaitReady) {
        List<Finding> findings = new ArrayList<>();
        leave(place, departure, findings);
        join(place, release, start, awaitReady);
        return findings;
    }

    private void join(int place, String release, Supplier<Gateway> start, Consumer<Gateway> awaitReady) {
        Gateway next = steps.step("start " + release + ", replica " + place + ", until it is ready", () -> {
            Gateway gateway = started(start);
            awaitReady.accept(gateway);
            return gateway;
        });
        members.put(place, new Member(release, next));
        steps.step("take replica " + place + " in", () -> {
            balancer.in(place, next.insideHost(), next.insidePort());
            return null;
        });
    }

    private void leave(int place, Departure departure, List<Finding> findings) {
        Member old = members.get(place);
        if (departure == Departure.DRAINED) {
            steps.step("drain replica " + place + ", until it has answered what it had begun", () -> {
                balancer.drain(place);
                if (!answered(place)) {
                    findings.add(late(old, place, "answers what it has begun within " + grace.toSeconds() + " s"));
                }
                return null;
            });
        }
        steps.step("stop " + old.release() + ", replica " + place + " (SIGTERM)", () -> {
            if (!old.gateway().stop()) {
                findings.add(late(old, place, "ends within its grace period after SIGTERM"));
            }
            balancer.out(place);
            return null;
        });
    }

    private boolean answered(int place) {
        try {
            Awaitility.await("replica " + place + " to answer what it has begun")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(grace)
                    .until(() -> balancer.underWay(place) == 0);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static Finding late(Member old, int place, String expected) {
        return Finding.of(
                Severity.ERROR,
                Kind.NOT_SERVING,
                "stop of " + old.release(),
                "replica " + place,
                expected,
                "it did not, and was killed");
    }

    /** Kills the replica at a place, takes it out, and starts the same release there. */
    public void killed(int place, String release, Supplier<Gateway> start, Consumer<Gateway> awaitReady) {
        members.get(place).gateway().kill();
        balancer.out(place);
        join(place, release, start, awaitReady);
    }

    /** The replica at a place. */
    public Gateway at(int place) {
        return members.get(place).gateway();
    }

    /** Every gateway that was ever started here. */
    public synchronized List<Gateway> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        all().forEach(Gateway::close);
    }
}

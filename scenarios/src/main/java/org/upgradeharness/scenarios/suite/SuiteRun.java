package org.upgradeharness.scenarios.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.contextforge.ContextForge;

public final class SuiteRun {
    private final String id;
    private final RunRequest request;
    private final LoadedProduct product;
    private final FixtureSource fixtures;
    private final List<ScenarioRef> scenarios;

    public SuiteRun(String id, RunRequest request, LoadedProduct product, FixtureSource fixtures, List<ScenarioRef> scenarios, boolean b) {
        this.id = id;
        this.request = request;
        this.product = product;
        this.fixtures = fixtures;
        this.scenarios = scenarios;
    }

    public int execute() {
        Instant t0 = Instant.now();
        Timeline timeline = new Timeline();
        List<CaseResult> results = new CopyOnWriteArrayList<>();
        timeline.listen(e -> {
            if (e instanceof Event.StepEnded s) {
                System.out.printf("[%6.1fs] %s %s … %.1f s %s%n", Duration.between(t0, Instant.now()).toMillis() / 1000.0, s.key(), s.step().name(), s.step().seconds(), s.step().outcome());
            }
            if (e instanceof Event.CaseEnded c) {
                results.add(c.result());
            }
        });
        try (RunSetup setup = RunSetup.open(id, request, product, ContextForge.witnesses(), fixtures, new Secrets(), timeline, System.out::println)) {
            List<Thread> threads = new ArrayList<>();
            for (Engine engine : request.engines()) {
                ActiveBench bench = new ActiveBench(setup.run(), setup.bench(engine), d -> {});
                Thread t = new Thread(() -> bench.during(() -> Scenarios.execute(scenarios)), engine.id());
                t.start();
                threads.add(t);
            }
            for (Thread t : threads) {
                t.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (CaseResult r : results) {
            System.out.println(r.key() + " " + r.verdict() + " " + r.seconds() + " " + r.reason());
            for (Finding f : r.findings()) {
                System.out.println("   " + f.severity() + " " + f.kind().id() + " " + f.object() + " | " + f.key() + " | " + cut(f.expected()) + " -> " + cut(f.found()) + " [" + f.group() + "] " + f.step());
            }
        }
        return results.stream().allMatch(r -> r.verdict() == Verdict.PASSED) ? 0 : 1;
    }

    private static String cut(String s) {
        return s.length() > 160 ? s.substring(0, 160) + "…" : s;
    }
}

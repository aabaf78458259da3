package org.upgradeharness.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.Figure;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.timeline.StepNames;

/** Events as a run tells them, with fixed times. */
final class Samples {
    static final Instant START = Instant.parse("2026-01-05T12:03:00Z");
    static final CaseKey OWN_START = key("UPG-01", "Upgrade from RC1 to GA by its own start", "postgres", "own-start");
    static final CaseKey ALEMBIC = key("UPG-01", "Upgrade from RC1 to GA by alembic", "postgres", "alembic");
    static final CaseKey SQLITE = key("UPG-01", "Upgrade from RC1 to GA by its own start", "sqlite", "own-start");
    static final CaseKey FRESH = key("UPG-02", "A fresh GA is the same however it is installed", "sqlite", "");
    static final ReleaseFacts OLD = new ReleaseFacts(
            "1.0.0rc1",
            "upgrade/gateway:1.0.0rc1",
            "sha256:11aa",
            "built here from the package index",
            "1.0.0-RC-1",
            "aaaa11112222");
    static final ReleaseFacts NEW =
            new ReleaseFacts("1.0.0", "upgrade/gateway:1.0.0", "sha256:22bb", "local image", "1.0.0", "bbbb33334444");

    private Samples() {}

    static CaseKey key(String id, String title, String engine, String way) {
        return new CaseKey(id, title, engine, way);
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    static Event.RunStarted runStarted() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", "2");
        machine.put("os", "Debian 12");
        return new Event.RunStarted(
                at(0),
                new RunFacts(
                        "20260105-120300",
                        START,
                        "contextforge",
                        "RC1",
                        "GA",
                        1,
                        List.of("postgres", "sqlite"),
                        "./upgrade run --from RC1 --to GA",
                        machine,
                        Map.of("postgres", "17.6"),
                        Map.of("product.yaml", "sha256:44dd")));
    }

    static Step step(String name, double at, double seconds) {
        return new Step(name, at(at), seconds, "ok");
    }

    static List<Step> steps(boolean seeds, boolean migrates) {
        List<Step> steps = new ArrayList<>();
        if (seeds) {
            steps.add(step(StepNames.installAndStart("1.0.0rc1"), 4, 9.1));
            steps.add(step(StepNames.seed("1.0.0rc1"), 13.1, 6.2));
            steps.add(step(StepNames.stop("1.0.0rc1"), 19.3, 1.3));
            steps.add(step(StepNames.BACK_UP, 20.6, 2.4));
        }
        if (migrates) {
            steps.add(step(StepNames.migrateBy("alembic upgrade head"), 23, 4.5));
        }
        steps.add(step(StepNames.start("1.0.0"), 27.5, 7.25));
        steps.add(step("compare every row", 34.75, 0.8));
        steps.add(step("read the version row", 35.55, 0.02));
        steps.add(step(StepNames.stop("1.0.0"), 36, 1.1));
        return steps;
    }

    static Finding lost() {
        return new Finding(
                Severity.ERROR,
                Kind.LOST_ROW,
                "tools",
                "id=7",
                "name='weather', url='http://upstream/rest?a=1&b=<2>'",
                "no row",
                "tools lost a row",
                "compare every row",
                null);
    }

    static Finding hidden() {
        return new Finding(
                Severity.ERROR,
                Kind.LOST_ROW,
                "api:tools",
                "7",
                "an entity",
                "none",
                "tools lost a row",
                "look through the API",
                null);
    }

    static Finding known() {
        return new Finding(
                Severity.ERROR,
                Kind.CHANGED_VALUE,
                "roles.permissions",
                "id=1",
                "[\"a\"]",
                "[\"a\",\"b\"]",
                "roles.permissions changed",
                "compare every row",
                "The administrator gets a new right; nobody notices.");
    }

    static List<Finding> lengths(int count) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            findings.add(new Finding(
                    Severity.NOTE,
                    Kind.SCHEMA_DIFFERENCE,
                    "table_" + i + ".name",
                    "",
                    "character varying(255)",
                    "text",
                    "columns wider than a fresh install: length limit gone",
                    "compare the schema with a fresh installation",
                    null));
        }
        return findings;
    }

    static Map<String, Count> counts(long after) {
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put("api:tools", new Count(12, after));
        counts.put("email_teams", new Count(4, 4));
        counts.put("tools", new Count(12, after));
        return counts;
    }

    static CaseResult result(CaseKey key, Verdict verdict, String reason, List<Finding> findings, List<Step> steps) {
        boolean fresh = key.equals(FRESH);
        return new CaseResult(
                key,
                fresh ? List.of("1.0.0") : List.of("1.0.0rc1", "1.0.0"),
                fresh ? null : OLD,
                NEW,
                verdict,
                reason,
                33.4,
                "evidence/" + key.folder(),
                key.repeat("./upgrade run --from RC1 --to GA"),
                findings,
                steps,
                counts(verdict == Verdict.FAILED ? 11 : 12),
                fresh ? List.of() : List.of(new Figure("peak disk of the store", 12.5, "MiB")));
    }

    private static ProbeFacts probe() {
        Map<String, Long> refused = Map.of("refused", 3L);
        return new ProbeFacts(
                30.5,
                61,
                1830,
                3,
                refused,
                List.of(new ProbeFacts.Window(
                        at(20),
                        0.15,
                        "stop replica 2",
                        "health",
                        3,
                        5,
                        refused,
                        List.of("r2"),
                        "Connection <refused>")),
                Map.of("health", Map.of("during", new ProbeFacts.Latency(1827, 2.5, 31.75, 120.5))),
                1.25,
                9.5,
                new ProbeFacts.Writes(60, 0, 0, 1),
                "no downtime seen in 30 requests");
    }

    private static CaseResult probed(CaseResult r) {
        return new CaseResult(
                r.key(),
                r.path(),
                r.from(),
                r.to(),
                r.verdict(),
                r.reason(),
                r.seconds(),
                r.evidence(),
                r.repeat(),
                r.findings(),
                r.steps(),
                r.counts(),
                r.figures(),
                probe());
    }

    static CaseResult failed() {
        return probed(result(
                OWN_START,
                Verdict.FAILED,
                "2 errors: tools lost a row",
                List.of(lost(), hidden(), known()),
                steps(true, false)));
    }

    static CaseResult passed() {
        List<Finding> findings = new ArrayList<>(lengths(5));
        findings.add(known());
        return result(ALEMBIC, Verdict.PASSED, "", findings, steps(false, true));
    }

    static CaseResult broken() {
        return result(
                SQLITE, Verdict.BROKEN, "The upstream server died; its last lines: |boom| <b>", List.of(), List.of());
    }

    static CaseResult skipped() {
        return result(FRESH, Verdict.SKIPPED, "pinned to 1.0.0, and 1.0.4 was asked for", List.of(), List.of());
    }

    static List<CaseResult> results() {
        return List.of(failed(), passed(), broken(), skipped());
    }

    /** A whole run with every verdict. */
    static List<Event> run() {
        return run(results(), List.of("stale known finding, 1.0.0rc1 → 1.0.0 on sqlite: tools.url"));
    }

    static List<Event> run(List<CaseResult> results, List<String> remarks) {
        List<Event> events = new ArrayList<>();
        events.add(runStarted());
        events.add(new Event.StepStarted(at(0.1), null, "get the image of RC1"));
        events.add(new Event.StepEnded(at(3.9), null, step("get the image of RC1", 0.1, 3.8)));
        for (CaseResult result : results) {
            events.add(new Event.CaseStarted(at(4), result.key()));
            for (Step step : result.steps()) {
                events.add(new Event.StepStarted(step.startedAt(), result.key(), step.name()));
                events.add(new Event.StepEnded(
                        step.startedAt().plusMillis((long) (step.seconds() * 1000)), result.key(), step));
            }
            events.add(new Event.CaseEnded(at(38), result));
        }
        Outcome outcome = Headline.of(results, false, Severity.ERROR, false);
        events.add(new Event.RunEnded(at(39.5), outcome.verdict(), outcome.headline(), outcome.exitCode(), remarks));
        return events;
    }

    static RunView view(List<Event> events) {
        RunRecord record = new RunRecord();
        events.forEach(record::add);
        return record.view();
    }
}

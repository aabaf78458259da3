package org.upgradeharness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Step;

/**
 * Events without secrets. Values are masked one by one before they are rendered, because in JSON, XML or HTML a secret is
 * spelled otherwise; the harness's own words (engine, verdict, kind) are left alone, even if somebody chose one as a password.
 */
record Masked(Secrets secrets) {
    Event event(Event event) {
        if (event instanceof Event.RunStarted e) {
            return new Event.RunStarted(e.at(), facts(e.facts()));
        }
        if (event instanceof Event.CaseStarted e) {
            return new Event.CaseStarted(e.at(), key(e.key()));
        }
        if (event instanceof Event.StepStarted e) {
            return new Event.StepStarted(e.at(), key(e.key()), text(e.name()));
        }
        if (event instanceof Event.StepEnded e) {
            return new Event.StepEnded(e.at(), key(e.key()), step(e.step()));
        }
        if (event instanceof Event.CaseEnded e) {
            return new Event.CaseEnded(e.at(), result(e.result()));
        }
        Event.RunEnded e = (Event.RunEnded) event;
        return new Event.RunEnded(e.at(), e.verdict(), text(e.headline()), e.exitCode(), texts(e.remarks()));
    }

    private RunFacts facts(RunFacts f) {
        return new RunFacts(
                f.id(),
                f.started(),
                f.product(),
                text(f.from()),
                text(f.to()),
                f.seed(),
                f.engines(),
                text(f.command()),
                values(f.machine()),
                values(f.versions()),
                f.content());
    }

    private CaseKey key(CaseKey key) {
        return key == null ? null : new CaseKey(key.id(), text(key.title()), key.engine(), key.way());
    }

    private Step step(Step s) {
        return new Step(text(s.name()), s.startedAt(), s.seconds(), text(s.outcome()));
    }

    private CaseResult result(CaseResult r) {
        return new CaseResult(
                key(r.key()),
                texts(r.path()),
                release(r.from()),
                release(r.to()),
                r.verdict(),
                text(r.reason()),
                r.seconds(),
                r.evidence(),
                text(r.repeat()),
                r.findings().stream().map(this::finding).toList(),
                r.steps().stream().map(this::step).toList(),
                r.counts(),
                r.figures(),
                probe(r.probe()));
    }

    private ProbeFacts probe(ProbeFacts p) {
        return p == null
                ? null
                : new ProbeFacts(
                        p.rate(),
                        p.askedRate(),
                        p.sent(),
                        p.failed(),
                        p.byClass(),
                        p.outages().stream().map(this::window).toList(),
                        p.latency(),
                        p.lagP99Ms(),
                        p.lagMaxMs(),
                        p.ledger(),
                        text(p.loop()));
    }

    private ProbeFacts.Window window(ProbeFacts.Window w) {
        return new ProbeFacts.Window(
                w.start(),
                w.seconds(),
                text(w.step()),
                text(w.stream()),
                w.failed(),
                w.sent(),
                w.byClass(),
                texts(w.replicas()),
                text(w.sample()));
    }

    private ReleaseFacts release(ReleaseFacts f) {
        return f == null
                ? null
                : new ReleaseFacts(
                        text(f.release()),
                        text(f.image()),
                        text(f.digest()),
                        text(f.source()),
                        text(f.reportedVersion()),
                        text(f.head()));
    }

    private Finding finding(Finding f) {
        return new Finding(
                f.severity(),
                f.kind(),
                text(f.object()),
                text(f.key()),
                text(f.expected()),
                text(f.found()),
                text(f.group()),
                text(f.step()),
                text(f.known()));
    }

    private Map<String, String> values(Map<String, String> map) {
        Map<String, String> masked = new LinkedHashMap<>();
        map.forEach((name, value) -> masked.put(name, text(value)));
        return masked;
    }

    private List<String> texts(List<String> list) {
        return list.stream().map(this::text).toList();
    }

    private String text(String text) {
        return secrets.mask(text);
    }
}

package org.upgradeharness.timeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.upgradeharness.judge.Verdict;

/** Something that happened in a run; one line of {@code events.ndjson}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = Event.CaseStarted.class, name = "case-started"),
    @JsonSubTypes.Type(value = Event.StepStarted.class, name = "step-started"),
    @JsonSubTypes.Type(value = Event.StepEnded.class, name = "step-ended"),
    @JsonSubTypes.Type(value = Event.CaseEnded.class, name = "case-ended"),
    @JsonSubTypes.Type(value = Event.RunEnded.class, name = "run-ended"),
})
public sealed interface Event {
    /** The run begins. Told once more when the servers have told their versions; what is told later holds. */
    record RunStarted(Instant at, RunFacts facts) implements Event {}

    /** A scenario begins on an engine. */
    record CaseStarted(Instant at, CaseKey key) implements Event {}

    /** A step of a case begins; {@code key} is null for steps of the run itself, such as building images. */
    record StepStarted(Instant at, CaseKey key, String name) implements Event {}

    /** A step of a case ended. */
    record StepEnded(Instant at, CaseKey key, Step step) implements Event {}

    /** A scenario ended on an engine. */
    record CaseEnded(Instant at, CaseResult result) implements Event {}

    /**
     * The run ended.
     *
     * @param at when
     * @param verdict the run's verdict
     * @param headline the outcome in words
     * @param exitCode the exit code of the command
     * @param remarks what else people should know, such as stale known findings
     */
    record RunEnded(Instant at, Verdict verdict, String headline, int exitCode, List<String> remarks)
            implements Event {}
}

package org.upgradeharness.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Reception;

/**
 * Who else than the administrator gets how far at each documented operation. Asked is with an id that nothing has and with an empty
 * body, so that nothing is changed where somebody gets in; whoever is newly not refused asks for something that is there.
 */
final class Rights {
    private static final String NO_ID = "0".repeat(32);
    private static final String ANOTHER_ID = "f".repeat(32);
    private static final String NOWHERE = "/there-is-no-such-path";
    private static final String LATER = "refused later than before, or not at all: nothing there to see which";
    private static final String PARAMETER = "\\{[^}]*}";
    /** What is slow on a busy machine is not gone; a stream that does not say so has no end. */
    private static final int MILLIS = 10_000;

    private Rights() {}

    /**
     * How far each of them gets on the old release. A refusal of one id that is none of another one, or of something that is there, says
     * nothing of who asks, and counts as answered: 0.9.0 on PostgreSQL refuses ids by the character they begin with.
     *
     * @param atSeeded the path of an operation at something that is there; nothing where nothing is known that is
     */
    static Map<String, Map<Operation, Reception>> before(
            Map<String, Api> askers, Iterable<Operation> operations, Function<Operation, Optional<String>> atSeeded) {
        Map<String, Map<Operation, Reception>> all = ask(askers, operations);
        all.forEach((who, receptions) -> {
            Api api = askers.get(who).within(MILLIS);
            Map<String, Reception> letIn = new HashMap<>();
            receptions.replaceAll((operation, reception) ->
                    reception.status() == 403 ? atAnotherId(api, operation).orElse(reception) : reception);
            receptions.forEach((operation, reception) -> {
                if (reception.refused() && operation.method().equals("GET")) {
                    atSeeded.apply(operation)
                            .map(path -> sent(api, operation, path))
                            .filter(Rights::isLetIn)
                            .ifPresent(answer -> letIn.put(operation.path(), new Reception(answer.status(), false)));
                }
            });
            receptions.replaceAll((operation, reception) ->
                    reception.refused() ? letIn.getOrDefault(operation.path(), reception) : reception);
        });
        return all;
    }

    private static Optional<Reception> atAnotherId(Api api, Operation operation) {
        Answer answer = sent(api, operation, operation.path().replaceAll(PARAMETER, ANOTHER_ID));
        return Optional.of(new Reception(answer.status(), false)).filter(r -> !r.refused() && r.status() > 0);
    }

    /** Whoever is told that an argument is missing was let in; to whom a thing is not there, it may be hidden. */
    private static boolean isLetIn(Answer answer) {
        return answer.ok() || answer.status() == 400 || answer.status() == 422;
    }

    /** How far each of them gets. */
    static Map<String, Map<Operation, Reception>> ask(Map<String, Api> askers, Iterable<Operation> operations) {
        Map<String, Map<Operation, Reception>> all = new TreeMap<>();
        askers.forEach((who, asker) -> {
            Api api = asker.within(MILLIS);
            Map<String, Answer> nothing = new HashMap<>();
            Map<Operation, Reception> receptions = new TreeMap<>();
            for (Operation operation : operations) {
                Answer nowhere = nothing.computeIfAbsent(
                        operation.method(), method -> sent(api, new Operation(method, NOWHERE), NOWHERE));
                receptions.put(operation, received(sent(api, operation), nowhere));
            }
            all.put(who, receptions);
        });
        return all;
    }

    private static Reception received(Answer answer, Answer nowhere) {
        boolean same = nowhere.status() == 404
                && answer.status() == 404
                && answer.text().equals(nowhere.text());
        return new Reception(answer.status(), same || answer.status() == 405);
    }

    private static Answer sent(Api api, Operation operation) {
        return sent(api, operation, operation.path().replaceAll(PARAMETER, NO_ID));
    }

    /** Asks for an operation at a path that stands for its own. */
    static Answer sent(Api api, Operation operation, String path) {
        return api.ask(operation.method(), path, operation.hasBody() ? Map.of() : null);
    }

    /**
     * What differs, by operation and who asked.
     *
     * @param told the operations of which something was told before: it is not told again
     * @param atSomething what somebody is answered who asks for something that is there; nothing where nothing is known that is
     */
    static List<Finding> changed(
            Map<String, Map<Operation, Reception>> before,
            Map<String, Map<Operation, Reception>> after,
            Set<String> told,
            BiFunction<String, Operation, Optional<Answer>> atSomething) {
        List<Finding> findings = new ArrayList<>();
        Set<String> said = told.stream().map(Rights::shape).collect(Collectors.toCollection(TreeSet::new));
        before.forEach((who, receptions) -> receptions.forEach((operation, old) -> {
            Reception now = after.getOrDefault(who, Map.of()).get(operation);
            if (now == null || old.unknown()) {
                return;
            }
            if (now.unknown()) {
                if (said.add(shape(operation.toString()))) {
                    findings.add(worse(Severity.ERROR, operation, "", "answered", "no such operation"));
                }
            } else if (now.failed() && !old.failed()) {
                if (said.add(shape(operation.toString()))) {
                    findings.add(worse(
                            Severity.WARNING,
                            operation,
                            who,
                            Endpoints.said(old.status()),
                            Endpoints.said(now.status())));
                }
            } else if (old.refused() && !now.refused() && !said.contains(shape(operation.toString()))) {
                letIn(operation, who, old, now, atSomething).ifPresent(findings::add);
            }
        }));
        return findings;
    }

    private static Optional<Finding> letIn(
            Operation operation,
            String who,
            Reception old,
            Reception now,
            BiFunction<String, Operation, Optional<Answer>> atSomething) {
        Optional<Answer> answer = now.ok() ? Optional.empty() : atSomething.apply(who, operation);
        boolean in = now.ok() || answer.filter(Answer::ok).isPresent();
        boolean out = answer.filter(a -> a.status() == 401 || a.status() == 403).isPresent();
        if (out) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                in ? Severity.ERROR : Severity.WARNING,
                Kind.VISIBILITY_CHANGED,
                operation.toString(),
                who,
                "refused with " + old.status(),
                Endpoints.said(answer.filter(a -> in).map(Answer::status).orElse(now.status())));
        return Optional.of(in ? finding : finding.inGroup(LATER));
    }

    /**
     * What the new release answers and does not document any more: clients are made from what is documented.
     *
     * @param after how far everybody gets there
     * @param description the new release's, as OpenAPI
     * @param told the operations of which something was told before: it is not told again
     */
    static List<Finding> undocumented(
            Map<String, Map<Operation, Reception>> after, JsonNode description, Set<String> told) {
        Set<String> said = told.stream().map(Rights::shape).collect(Collectors.toCollection(TreeSet::new));
        List<Operation> documented = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                documented.add(new Operation(method.toUpperCase(Locale.ROOT), shape(path.getKey())))));
        List<Finding> findings = new ArrayList<>();
        after.forEach((who, receptions) -> receptions.forEach((operation, now) -> {
            if (!now.unknown() && said.add(shape(operation.toString())) && !isAmong(documented, operation)) {
                String found = "documented no more, and answered with " + Endpoints.said(now.status());
                findings.add(worse(Severity.WARNING, operation, who, "documented", found)
                        .inGroup("operations that are documented no more"));
            }
        }));
        return findings;
    }

    /** An API that got versions is documented under them, and answers where it did. */
    private static boolean isAmong(List<Operation> documented, Operation operation) {
        String path = shape(operation.path());
        return documented.stream()
                .anyMatch(d -> d.method().equals(operation.method()) && d.path().endsWith(path));
    }

    private static Finding worse(Severity severity, Operation operation, String who, String expected, String found) {
        return Finding.of(severity, Kind.ENDPOINT_WORSE, operation.toString(), who, expected, found);
    }

    /** What an operation is, whatever its parameters are called. */
    private static String shape(String operation) {
        return operation.replaceAll(PARAMETER, "{}");
    }
}

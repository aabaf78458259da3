package org.upgradeharness.defect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run found of a defect, as its {@code report.json} tells.
 *
 * @param caught whether it found exactly what was to be found
 * @param found what it found, in short
 * @param wrong findings that are neither the expected one nor what follows from it
 */
public record Caught(boolean caught, String found, List<String> wrong) {
    public Caught {
        wrong = List.copyOf(wrong);
    }

    /** A run in which nothing was planted: every finding is a false alarm. */
    public static Caught control(JsonNode report) {
        return of(report, new Expected(null, null, null, true), List.of(), List.of());
    }

    /** A run in which a defect was planted. */
    public static Caught of(JsonNode report, Defect defect) {
        return of(report, defect.expect(), defect.consequences(), defect.never());
    }

    /** Whether a run in which several defects were planted found each of them, as what it is, and besides only what follows. */
    public static boolean each(JsonNode report, List<Defect> together) {
        List<JsonNode> findings = findings(report);
        List<JsonNode> expected = new ArrayList<>();
        for (Defect defect : together) {
            List<JsonNode> own = own(findings, defect.expect());
            if (own.isEmpty()) {
                return false;
            }
            expected.addAll(own);
        }
        List<Named> consequences =
                together.stream().flatMap(d -> d.consequences().stream()).toList();
        List<Named> never = together.stream().flatMap(d -> d.never().stream()).toList();
        return report.path("verdict").asText().equals("FAILED")
                && wrong(findings, expected, consequences, never).isEmpty();
    }

    private static List<JsonNode> findings(JsonNode report) {
        List<JsonNode> findings = new ArrayList<>();
        report.path("cases").forEach(c -> c.path("findings").forEach(findings::add));
        return findings;
    }

    private static List<JsonNode> own(List<JsonNode> findings, Expected expected) {
        return findings.stream()
                .filter(f -> expected.finding().is(f)
                        && f.path("severity")
                                .asText()
                                .equals(expected.severity().id())
                        && !f.hasNonNull("known"))
                .toList();
    }

    private static Caught of(JsonNode report, Expected expected, List<Named> consequences, List<Named> never) {
        String verdict = report.path("verdict").asText();
        List<JsonNode> findings = findings(report);
        if (expected.broken() != null) {
            String reason = reason(report);
            boolean caught = verdict.equals("BROKEN") && reason.contains(expected.broken());
            return new Caught(caught, told(verdict, reason, findings), caught ? List.of() : said(findings));
        }
        if (expected.finding() == null) {
            boolean caught = verdict.equals("PASSED") && findings.isEmpty();
            return new Caught(caught, told(verdict, reason(report), findings), said(findings));
        }
        List<JsonNode> own = own(findings, expected);
        List<JsonNode> wrong = wrong(findings, own, consequences, never);
        boolean judged = verdict.equals("FAILED");
        String found = own.isEmpty() || !judged
                ? told(verdict, reason(report), findings)
                : expected.finding().toString();
        return new Caught(judged && !own.isEmpty(), found, said(wrong));
    }

    /** What is in no group of the expected findings, and does not follow from them, or must not be found in any case. */
    private static List<JsonNode> wrong(
            List<JsonNode> findings, List<JsonNode> expected, List<Named> consequences, List<Named> never) {
        Set<String> groups =
                expected.stream().map(f -> f.path("group").asText()).collect(Collectors.toSet());
        return findings.stream()
                .filter(f -> named(never, f) || !groups.contains(f.path("group").asText()) && !named(consequences, f))
                .toList();
    }

    private static boolean named(List<Named> names, JsonNode finding) {
        return names.stream().anyMatch(name -> name.is(finding));
    }

    private static String reason(JsonNode report) {
        StringBuilder reason = new StringBuilder(report.path("headline").asText());
        report.path("cases")
                .forEach(c -> reason.append(' ').append(c.path("reason").asText()));
        return reason.toString();
    }

    private static String told(String verdict, String reason, List<JsonNode> findings) {
        if (!verdict.equals("PASSED") && findings.isEmpty()) {
            return reason.startsWith(verdict) ? reason : verdict + ": " + reason;
        }
        return findings.isEmpty() ? "nothing" : verdict.equals("BROKEN") ? reason : String.join(", ", said(findings));
    }

    private static List<String> said(List<JsonNode> findings) {
        return findings.stream()
                .map(f -> f.path("severity").asText() + " " + f.path("kind").asText() + " "
                        + f.path("object").asText()
                        + (f.path("key").asText().isEmpty()
                                ? ""
                                : " (" + f.path("key").asText() + ")"))
                .distinct()
                .toList();
    }
}

package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.witness.EndpointAnswer;
import org.upgradeharness.witness.Observation;

/** Who is let in at the documented endpoints besides the administrator: to be let in newly is as wrong as to be kept out newly. */
final class Admission {
    private static final Set<Integer> REFUSALS = Set.of(401, 403);

    private Admission() {}

    /** The paths that answer the administrator: only there something is learnt from whom else they answer. */
    static List<String> answered(Map<String, EndpointAnswer> answers) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().ok())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The paths where an answer says that somebody is let in, or is not; another one says nothing of who asks. */
    static List<String> told(Map<String, EndpointAnswer> answers) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().ok() || refused(answer.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What differs, by who asked and path.
     *
     * @param worse what answers the administrator worse, which is told of him alone
     */
    static List<Finding> changed(Observation before, Observation after, List<Finding> worse) {
        List<Finding> findings = new ArrayList<>();
        Set<String> told = worse.stream().map(Finding::object).collect(Collectors.toSet());
        before.others()
                .forEach((who, answers) -> told(answers).forEach(path -> {
                    EndpointAnswer old = answers.get(path);
                    EndpointAnswer now =
                            after.others().getOrDefault(who, Map.of()).get(path);
                    if (now != null && refused(old) && now.ok()) {
                        findings.add(finding(Kind.VISIBILITY_CHANGED, path, who, old, now));
                    } else if (now != null && old.ok() && !now.ok() && !told.contains("GET " + path)) {
                        findings.add(finding(Kind.ENDPOINT_WORSE, path, who, old, now));
                    }
                }));
        return findings;
    }

    private static Finding finding(Kind kind, String path, String who, EndpointAnswer old, EndpointAnswer now) {
        return Finding.of(
                Severity.ERROR, kind, "GET " + path, who, Endpoints.said(old.status()), Endpoints.said(now.status()));
    }

    private static boolean refused(EndpointAnswer answer) {
        return REFUSALS.contains(answer.status());
    }
}

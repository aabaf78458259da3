package org.upgradeharness.scenarios.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.upgradeharness.product.Version;
import org.upgradeharness.report.RecordedCase;
import org.upgradeharness.report.RecordedRun;
import org.upgradeharness.scenarios.suite.ScenarioRef;

/** Says whether a result still holds: what it came from must be the same now. */
record Staleness(Present present, History history) {
    private static final int SHORT = 8;

    /** Why it does not hold any more; empty if it does. */
    List<String> of(History.Result result, ScenarioRef scenario, Pair pair) {
        List<String> reasons = new ArrayList<>();
        RecordedRun run = result.run();
        String harness = run.versions().getOrDefault("harness", "unknown");
        if (!harness.equals(present.harness())) {
            reasons.add("judged by harness " + harness + ", now " + present.harness());
        }
        if (run.content().isEmpty()) {
            reasons.add("its report does not tell the content of its cases");
        } else {
            for (Map.Entry<String, String> now : present.content().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .toList()) {
                boolean concerns =
                        !ScenarioRef.isFeature(now.getKey()) || now.getKey().equals(scenario.file());
                if (concerns && !now.getValue().equals(run.content().get(now.getKey()))) {
                    reasons.add(now.getKey() + " has changed");
                }
            }
        }
        image(reasons, pair.from(), result.recorded().from());
        image(reasons, pair.to(), result.recorded().to());
        return reasons;
    }

    /** An image that is not here is compared with the one that was judged last. */
    private void image(List<String> reasons, Version release, RecordedCase.Side side) {
        if (side == null) {
            return;
        }
        String now =
                present.digests().getOrDefault(release, history.digest(release).orElse(side.digest()));
        if (!now.equals(side.digest())) {
            reasons.add("another image of " + release + " (" + cut(side.digest()) + ", now " + cut(now) + ")");
        }
    }

    private static String cut(String digest) {
        String hex = digest.replaceFirst("^sha256:", "");
        return hex.substring(0, Math.min(SHORT, hex.length()));
    }
}

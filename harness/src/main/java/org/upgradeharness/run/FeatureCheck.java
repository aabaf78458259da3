package org.upgradeharness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Feature;
import org.upgradeharness.witness.Session;
import org.upgradeharness.witness.Sight;

/** Looks whether features that the release notes promise are there: by asking, never by a version number. */
final class FeatureCheck {
    private final Sight sight;
    private final Session session;

    FeatureCheck(Sight sight, Session session) {
        this.sight = sight;
        this.session = session;
    }

    List<Finding> missing(List<Feature> features) {
        boolean described = features.stream().anyMatch(f -> f.check().documented() != null);
        JsonNode description = described ? session.description(sight.admin()) : MissingNode.getInstance();
        List<Finding> findings = new ArrayList<>();
        for (Feature feature : features) {
            Feature.Check check = feature.check();
            String found = check.documented() != null ? documented(description, check.documented()) : asked(check);
            if (found != null) {
                findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.FEATURE_MISSING,
                        feature.name(),
                        "since " + feature.since(),
                        feature.cite(),
                        found));
            }
        }
        return findings;
    }

    private static String documented(JsonNode description, String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        boolean there = description.path("paths").path(parts[1]).has(parts[0].toLowerCase(java.util.Locale.ROOT));
        return there ? null : endpoint + " is not in the release's description of its API";
    }

    private String asked(Feature.Check check) {
        Api api = check.anonymous() ? sight.anonymous() : sight.admin();
        Answer answer = check.body() == null ? api.get(check.get()) : api.post(check.post(), check.body());
        String what = check.body() == null ? "GET " + check.get() : "POST " + check.post();
        if (check.status() != null && check.status() != answer.status()) {
            return what + " was answered with " + answer.brief();
        }
        if (check.field() != null && answer.body().at(check.field()).isMissingNode()) {
            return what + " has no field " + check.field();
        }
        return null;
    }
}

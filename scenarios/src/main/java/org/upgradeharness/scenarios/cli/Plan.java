package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.product.Product;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.store.Engine;

/** What a run would do, in numbered steps; times are those of a warm run on two cores. */
record Plan(Product product, String from, String to, List<Engine> engines, List<ScenarioRef> scenarios) {
    private static final int SET_UP_SECONDS = 6;
    private static final int SCENARIO_SECONDS = 12;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String names = String.join(", ", engines.stream().map(Engine::id).toList());
        lines.add("Plan: " + product.title() + ", from " + described(from) + " to " + described(to) + ", on " + names);
        int n = 1;
        lines.add(n++ + ". Get the images of " + from + " and " + to
                + (engines.contains(Engine.POSTGRES) ? " and of PostgreSQL" : "")
                + ": named, local, registry, or built (up to 3 minutes when nothing is there)");
        lines.add(n++ + ". Start " + (engines.contains(Engine.POSTGRES) ? "PostgreSQL and " : "")
                + "the upstream MCP server");
        for (ScenarioRef scenario : scenarios) {
            lines.add(
                    n++ + ". " + scenario.caseId() + " (" + scenario.way() + ") " + scenario.title() + ", on " + names);
        }
        lines.add(n++ + ". Judge rows, schema, version row, API and log; write the report; remove everything");
        lines.add("Expected time: about " + (SET_UP_SECONDS + SCENARIO_SECONDS * scenarios.size())
                + " s with the images there.");
        lines.add("Nothing was started.");
        return lines;
    }

    private String described(String release) {
        return product.aliases().entrySet().stream()
                .filter(a -> a.getKey().equalsIgnoreCase(release))
                .map(a -> a.getKey() + " (" + a.getValue() + ")")
                .findFirst()
                .orElse(release);
    }
}

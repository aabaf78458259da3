package org.upgradeharness.scenarios.suite;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.cucumber.tagexpressions.TagExpressionException;
import io.cucumber.tagexpressions.TagExpressionParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.UsageError;

/** All scenarios of the features, found by Cucumber itself. */
public final class Scenarios {
    private static final String GLUE = "org.upgradeharness.scenarios.steps";

    private static final String FEATURES = "features";

    private final String features;
    private final List<ScenarioRef> all;

    private Scenarios(String features, List<ScenarioRef> all) {
        this.features = features;
        this.all = List.copyOf(all);
    }

    /** Finds them; nothing is run. */
    public static Scenarios find() {
        return in(FEATURES);
    }

    /** Finds those below another package of the class path. */
    public static Scenarios in(String features) {
        TestPlan plan = launcher().discover(request(List.of(selectPackage(features)), false));
        List<ScenarioRef> found = new ArrayList<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                if (test.isTest()) {
                    String feature = plan.getParent(test)
                            .map(TestIdentifier::getDisplayName)
                            .orElse("");
                    Set<String> tags = test.getTags().stream()
                            .map(t -> "@" + t.getName())
                            .collect(Collectors.toCollection(TreeSet::new));
                    found.add(new ScenarioRef(test.getUniqueId(), feature, test.getDisplayName(), tags));
                }
            }
        }
        return new Scenarios(features, found);
    }

    /** All of them. */
    public List<ScenarioRef> all() {
        return all;
    }

    /**
     * Those of the cases that fit the tag expression, in the order of the features.
     *
     * @param cases ids of cases; empty for all
     * @param tags a Cucumber tag expression; empty for all
     * @param tier quick, standard or full
     * @throws UsageError if a case or tag is unknown, the expression is none, or nothing is left
     */
    public List<ScenarioRef> select(Collection<String> cases, String tags, String tier) {
        Set<String> ids = all.stream().map(ScenarioRef::caseId).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String asked : cases) {
            if (!ids.contains(asked)) {
                throw new UsageError("There is no case \"" + asked + "\"" + nearest(asked, ids) + ": allowed are "
                        + String.join(", ", ids) + ".");
            }
        }
        List<ScenarioRef> chosen = all.stream()
                .filter(s -> cases.isEmpty() || cases.contains(s.caseId()))
                .filter(s -> inTier(s.tier(), tier))
                .filter(s -> fits(s, tags))
                .toList();
        if (chosen.isEmpty()) {
            throw new UsageError("No scenario is left by --case " + cases + ", --tags '" + tags + "' and --tier " + tier
                    + "; ./upgrade cases lists all.");
        }
        return chosen;
    }

    private static boolean inTier(String own, String asked) {
        List<String> tiers = List.of("quick", "standard", "full");
        int place = own.isEmpty() ? 1 : tiers.indexOf(own);
        return place >= 0 && place <= tiers.indexOf(asked);
    }

    /**
     * Looks whether every scenario is in a suite: one that none runs would never be seen to fail.
     *
     * @throws BrokenEnvironment with the first that is in none
     */
    void demandSuites() {
        for (ScenarioRef scenario : all) {
            if (scenario.caseId().isEmpty() || !inTier(scenario.tier(), "full")) {
                throw new BrokenEnvironment("Scenario \"" + scenario.title() + "\" is in no tier that there is (tags "
                        + String.join(" ", new TreeSet<>(scenario.tags())) + "): no suite runs it.");
            }
        }
    }

    private boolean fits(ScenarioRef scenario, String tags) {
        if (tags == null || tags.isBlank()) {
            return true;
        }
        demandKnownTags(tags);
        try {
            return TagExpressionParser.parse(tags).evaluate(List.copyOf(scenario.tags()));
        } catch (TagExpressionException e) {
            throw new UsageError("\"" + tags + "\" is no tag expression ("
                    + e.getMessage().lines().findFirst().orElse("")
                    + "); write something like '@UPG-01 and not @slow'.");
        }
    }

    /** Tags that people use to leave scenarios out exist, even where no scenario carries them yet. */
    private void demandKnownTags(String expression) {
        Set<String> known = all.stream().flatMap(s -> s.tags().stream()).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(List.of("@slow", "@full", "@bulk"));
        for (String word : expression.split("[\\s()]+")) {
            if (word.startsWith("@") && !known.contains(word)) {
                throw new UsageError("No scenario has the tag " + word + nearest(word, known) + ": known are "
                        + String.join(", ", known) + ".");
            }
        }
    }

    private static String nearest(String word, Collection<String> known) {
        return Nearest.of(word, known).map(n -> " (did you mean " + n + "?)").orElse("");
    }

    /**
     * Looks whether every step of every scenario has its definition; nothing is started.
     *
     * @throws UsageError with the first step that has none
     */
    public void demandGlue() {
        List<String> troubles = new ArrayList<>();
        launcher().execute(request(List.of(selectPackage(features)), true), new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    troubles.add(test.getDisplayName() + ": "
                            + result.getThrowable().map(Throwable::getMessage).orElse("not successful"));
                }
            }
        });
        if (!troubles.isEmpty()) {
            String first = troubles.get(0)
                    .lines()
                    .limit(6)
                    .collect(Collectors.joining(" "))
                    .strip();
            throw new UsageError("A feature has a step without a definition, in scenario " + first
                    + " (docs/writing-a-case.md lists the steps there are).");
        }
    }

    /** Runs scenarios on the calling thread. */
    static void execute(List<ScenarioRef> scenarios) {
        List<DiscoverySelector> selectors = scenarios.stream()
                .map(s -> (DiscoverySelector) selectUniqueId(s.uniqueId()))
                .toList();
        launcher().execute(request(selectors, false), new TestExecutionListener() {});
    }

    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
    }

    private static LauncherDiscoveryRequest request(List<DiscoverySelector> selectors, boolean dryRun) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(EngineFilter.includeEngines("cucumber"))
                .configurationParameter("cucumber.glue", GLUE)
                .configurationParameter("cucumber.execution.dry-run", String.valueOf(dryRun))
                .configurationParameter("cucumber.publish.quiet", "true")
                .configurationParameter("cucumber.junit-platform.naming-strategy", "short")
                .build();
    }
}

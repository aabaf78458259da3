package org.upgradeharness.scenarios.suite;

import java.util.Set;
import org.junit.platform.engine.UniqueId;
import org.upgradeharness.product.Version;
import org.upgradeharness.timeline.CaseKey;

/**
 * One scenario as it stands in a feature file.
 *
 * @param uniqueId its id for the launcher
 * @param feature the feature's title
 * @param title its title
 * @param tags its tags with their {@code @}, the feature's included
 */
public record ScenarioRef(String uniqueId, String feature, String title, Set<String> tags) {
    /** Tag of scenarios that begin with a seeded new release. */
    static final String SEEDS_NEW = "@seeds-GA";

    /** Tag of scenarios that name a release by its number. */
    static final String NUMBERED = "@from-";

    /** Tag of scenarios that measure time: nothing else goes on beside them. */
    static final String ALONE = "@alone";

    /** Tag of scenarios that take longest. */
    static final String LONG = "@long";

    public ScenarioRef {
        tags = Set.copyOf(tags);
    }

    /** The case's id, such as UPG-01. */
    public String caseId() {
        return first("@UPG-", "@");
    }

    /** How it upgrades, in short. */
    public String way() {
        return first("@way-", "@way-");
    }

    /** The smallest tier that contains it: quick, standard or full. */
    public String tier() {
        return first("@tier-", "@tier-");
    }

    /** Whether it measures time, so that nothing else may go on beside it. */
    boolean alone() {
        return tags.contains(ALONE);
    }

    /** Whether it takes so long that it begins before others of its run. */
    boolean takesLong() {
        return tags.contains(LONG);
    }

    /** The feature file, by its path on the class path. */
    public String file() {
        return UniqueId.parse(uniqueId).getSegments().stream()
                .filter(segment -> segment.getType().equals("feature"))
                .map(segment -> segment.getValue().replaceFirst("^classpath:/?", ""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(uniqueId + " names no feature file"));
    }

    /** Whether a path is that of a feature file. */
    public static boolean isFeature(String path) {
        return path.endsWith(".feature");
    }

    /** Whether it goes from one release to another; a fresh installation does not. */
    public boolean upgrades() {
        return !tags.contains(SEEDS_NEW);
    }

    /** Whether a run that begins with this release carries it out: what is pinned to a number begins with that alone. */
    public boolean upgradesFrom(Version release) {
        String pinned = first(NUMBERED, NUMBERED);
        return upgrades() && (pinned.isEmpty() || Version.parse(pinned).equals(release));
    }

    /** The case on an engine, as the timeline and the report name it. */
    CaseKey key(String engine) {
        return new CaseKey(caseId(), title, engine, way());
    }

    private String first(String start, String cut) {
        return tags.stream()
                .filter(t -> t.startsWith(start))
                .map(t -> t.substring(cut.length()))
                .findFirst()
                .orElse("");
    }
}

package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.store.StoreReader;

/** The proof of one feature: what it seeds on the old release must be there, unchanged and usable, on the new one. */
public interface Witness {
    /** The feature's name, as reports and {@code apiChanges} spell it. */
    String feature();

    /**
     * Makes the feature's entities over the API of the old release.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if the release refuses or makes less than it should
     */
    void seed(Seedbed bed);

    /** The tables which must hold at least so many rows once everything is seeded and the old release has stopped. */
    Map<String, Integer> leastRows();

    /** What the API of any release shows of the feature, by a key that stays the same over releases. */
    Map<String, JsonNode> observe(Sight sight);

    /** What the old release shows and the new one must. What the old one gets wrong is no promise, and may be left out. */
    default Map<String, JsonNode> promises(Sight old) {
        return observe(old);
    }

    /** Uses the feature on the new release: creates, updates, deletes; tells what is refused. */
    void use(Trial trial);

    /** Whether it seeds entities of its own; one that only looks at what others seeded says no. */
    default boolean seeds() {
        return true;
    }

    /** Whether it tries something on the new release beside looking. */
    default boolean uses() {
        return true;
    }

    /** Looks whether the API of the new release shows what the rows say, on data that nobody seeded; empty if it cannot know. */
    default Optional<List<Finding>> lookUnseeded(Sight sight, StoreReader rows) {
        return Optional.empty();
    }

    /**
     * Uses the feature on data that nobody seeded, with entities of its own alone.
     *
     * @return whether it can be used like that
     */
    default boolean useUnseeded(Trial trial) {
        return false;
    }

    /**
     * Makes one more entity that stays, on a release that is to be left again: what is written meanwhile must not be forgotten.
     *
     * @param generation a word that tells it from the seed and from what other releases were given
     * @return whether it makes any
     */
    default boolean keep(Trial trial, String generation) {
        return false;
    }

    /** Whether looking is itself written down in rows, as a login is; a look at a release that is to be left is without it. */
    default boolean leavesTraces() {
        return false;
    }

    /** The tables to which looking adds a row each time. */
    default Set<String> countedIn() {
        return Set.of();
    }

    /** The tables of uses, which a release may write down as late as it stops. */
    default Set<String> writtenLate() {
        return countedIn();
    }

    /** What it means for people if something of this feature is observed to be different after the upgrade. */
    default Kind changeMeans() {
        return Kind.CHANGED_VALUE;
    }
}

package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;

/**
 * What was seeded on the old release and what is needed to use it later: ids, passwords, tokens. Filled while seeding by
 * one thread, only read afterwards.
 */
public final class Seedbed {
    private final Secrets secrets;
    private final String upstream;
    private final Set<String> lacks;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Map<String, List<String>> created = new TreeMap<>();
    private Api admin;

    /**
     * An empty one.
     *
     * @param secrets where new secrets come from
     * @param upstream base URL of the upstream server as the gateway reaches it
     * @param lacks what the release that is seeded cannot do, in the words of the product's description
     */
    public Seedbed(Secrets secrets, String upstream, Set<String> lacks) {
        this.secrets = secrets;
        this.upstream = upstream;
        this.lacks = Set.copyOf(lacks);
    }

    /**
     * Whether the release that was seeded cannot do something. What it could not show is left out on both sides, since it
     * cannot be compared; using the new release must then show that it is right there.
     */
    public boolean lacks(String ability) {
        return lacks.contains(ability);
    }

    /** The old release's API as the administrator. */
    public Api admin() {
        return admin;
    }

    /** Seeds as this administrator from now on. */
    public void admin(Api api) {
        this.admin = api;
    }

    /** The run's secrets. */
    public Secrets secrets() {
        return secrets;
    }

    /** A URL of the upstream server. */
    public String upstream(String path) {
        return upstream + path;
    }

    /** Keeps a value under a name for later. */
    public void note(String name, String value) {
        notes.put(name, value);
    }

    /**
     * A value kept earlier.
     *
     * @throws BrokenEnvironment if nothing was kept under that name
     */
    public String recall(String name) {
        String value = notes.get(name);
        if (value == null) {
            throw new BrokenEnvironment(
                    "Nothing was seeded under the name \"" + name + "\"; known are " + notes.keySet() + ".");
        }
        return value;
    }

    /** Whether something was kept under that name. */
    public boolean has(String name) {
        return notes.containsKey(name);
    }

    /** Writes down that an entity was made. */
    public void made(String feature, String key) {
        created.computeIfAbsent(feature, f -> new ArrayList<>()).add(key);
    }

    /** The keys of what was made of a feature. */
    public List<String> made(String feature) {
        return List.copyOf(created.getOrDefault(feature, List.of()));
    }

    /** How many entities were made, by feature. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        created.forEach((feature, keys) -> counts.put(feature, keys.size()));
        return counts;
    }

    /**
     * The body of an answer that must be a success.
     *
     * @throws BrokenEnvironment if the old release refused: nothing can be said of an upgrade then
     */
    public static JsonNode accepted(Answer answer, String what) {
        if (!answer.ok()) {
            throw new BrokenEnvironment("Seeding failed: " + what + " was answered with " + answer.brief());
        }
        return answer.body();
    }
}

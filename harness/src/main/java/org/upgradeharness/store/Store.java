package org.upgradeharness.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One database of a run.
 *
 * @param name its name, unique in the run and engine
 * @param address where the harness reaches it
 * @param places what a gateway's database URL needs: user, password, host, port, database, path
 * @param mounts folders a gateway's container needs mounted, by their place inside
 */
public record Store(String name, StoreAddress address, Map<String, String> places, Map<String, Path> mounts) {
    /** Its kind of database. */
    public Engine engine() {
        return address.engine();
    }

    /** The database URL as a gateway needs it, its places filled in. */
    public String url(String template) {
        String url = template;
        for (Map.Entry<String, String> place : places.entrySet()) {
            url = url.replace("{" + place.getKey() + "}", place.getValue());
        }
        return url;
    }

    /** The same store for a container that gets more folders. */
    public Store mounting(Map<String, Path> more) {
        Map<String, Path> all = new HashMap<>(mounts);
        all.putAll(more);
        return new Store(name, address, places, Map.copyOf(all));
    }

    @Override
    public String toString() {
        return engine().id() + " store " + name;
    }
}

package org.upgradeharness.crash;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The uninterrupted migrations of one seeded store to one release, each made by whoever needs it first. */
public final class Controls {
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    private static final class Slot {
        private Control made;
    }

    /**
     * The one by this way, to judge the slot of a site by.
     *
     * @throws ControlFailed if the migration fails; the next who asks tries it again
     */
    Control by(Retry way, CrashSite site) {
        Slot slot = slots.computeIfAbsent(way.name(), name -> new Slot());
        synchronized (slot) {
            if (slot.made == null) {
                slot.made = Control.of(site, way);
            }
            return slot.made.on(site);
        }
    }
}

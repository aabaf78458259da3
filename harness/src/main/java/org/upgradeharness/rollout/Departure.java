package org.upgradeharness.rollout;

/** How a replica leaves. */
public enum Departure {
    /** The load balancer sends it nothing new, and it is stopped when it has answered what it had begun. */
    DRAINED,
    /** It is stopped, and the load balancer learns of it when its process has ended. */
    UNANNOUNCED
}

package org.upgradeharness.witness;

import org.upgradeharness.gateway.Api;

/**
 * One look at a running release.
 *
 * @param anonymous its API without a user
 * @param admin its API as the administrator, with the token made before the upgrade
 * @param bed what was seeded
 */
public record Sight(Api anonymous, Api admin, Seedbed bed) {
    /** The API as one of the seeded users, with the token made before the upgrade. */
    public Api as(String user) {
        return anonymous.as(user, bed.recall("token." + user));
    }
}

package org.upgradeharness.witness.contextforge;

import org.upgradeharness.witness.Seedbed;

/** What some releases cannot do over their API; which ones stands under {@code lacks} in the product's description. */
enum Ability {
    /** Read one team, its members and its invitations; add a member; invite. */
    TEAM_DETAILS("team-details"),
    /** Let a bearer ask for any resource or prompt by its id. */
    ANY_ID("any-id"),
    /** Refuse a token that was revoked. */
    TOKEN_REVOCATION("token-revocation"),
    /** Give a user who is made a role, so that the user sees anything. */
    DEFAULT_ROLES("default-roles"),
    /** Bar a user without a new password. */
    BARRING("barring"),
    /** Take {@code limit=0} for "all of them". */
    UNLIMITED_LISTS("unlimited-lists");

    private final String id;

    Ability(String id) {
        this.id = id;
    }

    /** Its name in the product's description. */
    String id() {
        return id;
    }

    /** Whether the release that was seeded lacks it. */
    boolean lackingIn(Seedbed bed) {
        return bed.lacks(id);
    }
}

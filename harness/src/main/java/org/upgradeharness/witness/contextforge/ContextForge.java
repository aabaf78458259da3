package org.upgradeharness.witness.contextforge;

import java.util.List;
import org.upgradeharness.witness.WitnessSet;

/** All witnesses of ContextForge. */
public final class ContextForge {
    private ContextForge() {}

    /** The witnesses in the order in which they seed. */
    public static WitnessSet witnesses() {
        return new WitnessSet(
                new ContextForgeSession(),
                List.of(
                        new Users(),
                        new Teams(),
                        new Peers(),
                        new Tools(),
                        new Resources(),
                        new Prompts(),
                        new Servers(),
                        new Agents(),
                        new ApiTokens(),
                        new Roles(),
                        new Visibility(),
                        new Parts(),
                        new McpCalls(),
                        new McpDoor(),
                        new EverydayPeople(),
                        new KeptBack(),
                        new Clients(),
                        new Credentials()),
                new EdgeEntities(),
                new DailyUse());
    }
}

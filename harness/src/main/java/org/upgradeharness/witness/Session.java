package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Api;

/** How the harness becomes somebody on a product, and asks what every product can tell. */
public interface Session {
    /**
     * The API as the administrator of a release that has just been installed.
     *
     * @param settings the settings the release was started with, secrets included
     * @param bed where the token and what belongs to it are kept
     */
    Api administrator(Api anonymous, Map<String, String> settings, Seedbed bed);

    /**
     * The most privileged user there is, for asking every endpoint; the token is made on the old release and used on both.
     */
    Api privileged(Sight sight);

    /** The version that the running release reports of itself, or empty if it does not tell. */
    String reportedVersion(Api admin);

    /** The paths of all parameterless GETs that the release documents of itself. */
    List<String> documentedGets(Api admin);

    /** The release's own description of its API. */
    JsonNode description(Api admin);
}

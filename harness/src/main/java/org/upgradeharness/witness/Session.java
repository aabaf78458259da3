package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.store.StoreReader;

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
     * The settings without which nobody can log in on data that another installation made, nor read its stored secrets.
     */
    List<String> ownSettings();

    /**
     * The setting that names the administrator, and who that is in data of another installation; nothing where the data does not
     * tell. A release that is started with another one would make him.
     */
    Map<String, String> administratorIn(StoreReader data);

    /**
     * Logs in as the administrator of data that another installation made; what is needed to be him is kept in the bed.
     *
     * @param settings the settings the release was started with, those of that installation among them
     */
    Answer login(Api anonymous, Map<String, String> settings, Seedbed bed);

    /**
     * A look as the administrator who has logged in, standing in a place of his own where he may write; nothing where such a
     * place is refused.
     */
    Optional<Sight> settled(Api anonymous, Seedbed bed);

    /**
     * The most privileged user there is, for asking every endpoint; the token is made on the old release and used on both.
     */
    Api privileged(Sight sight);

    /** Who else asks for every endpoint, by the words of a finding: somebody who is no administrator, and nobody in particular. */
    Map<String, Api> others(Sight sight);

    /** Whether what is asked for at a path is answered by who is behind the gateway: what that tells, the gateway does not tell. */
    boolean passesOn(String path);

    /** What others must not do to what they may not change, tried on what is there with what is good; what would destroy comes last. */
    void reserved(Trial trial);

    /** The version that the running release reports of itself, or empty if it does not tell. */
    String reportedVersion(Api admin);

    /**
     * What the release documents of itself that it can be asked for, where nothing comes of it to be asked with an id that nothing has
     * and an empty body.
     */
    List<Operation> documented(Api admin);

    /** The path of an operation at something that was seeded; nothing where nothing of that kind was. */
    Optional<String> atSeeded(Operation operation, Seedbed bed);

    /** The release's own description of its API. */
    JsonNode description(Api admin);
}

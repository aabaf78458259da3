package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/**
 * Asks for many small things, each by a name of its own. What the old release does of them, or keeps back, it promises; what it does
 * otherwise is no promise, and is not asked of the new one. Asking is all that it does: nothing that it makes stays.
 */
abstract class Promised extends Onlooker {
    /** It was done. */
    static final String DONE = "done";
    /** It was not; how a release says so is its own affair. */
    static final String REFUSED = "refused";

    private static final String FAILED = "answered with ";

    private final String feature;
    private final String title;

    /**
     * A witness of that name.
     *
     * @param title under which all that it is told stands in the observation
     */
    Promised(String feature, String title) {
        this.feature = feature;
        this.title = title;
    }

    @Override
    public final String feature() {
        return feature;
    }

    /** What is asked, by what people call it; each answer is the same whenever the release does the same. */
    abstract Map<String, Supplier<String>> asks(Sight sight);

    /** Whether the old release promises something by telling this. */
    abstract boolean isPromise(String told);

    @Override
    public final Map<String, JsonNode> promises(Sight old) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        asks(old).forEach((what, ask) -> {
            String answer = ask.get();
            if (isPromise(answer)) {
                told.put(what, answer);
            } else {
                old.bed().note(noted(what), answer);
            }
        });
        return Map.of(title, told);
    }

    @Override
    public final Map<String, JsonNode> observe(Sight sight) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        Seedbed bed = sight.bed();
        asks(sight).forEach((what, ask) -> {
            if (!bed.has(noted(what))) {
                told.put(what, ask.get());
            }
        });
        return Map.of(title, told);
    }

    private String noted(String what) {
        return feature + ", no promise: " + what;
    }

    /** Whether something was done; a failure is not the same as a refusal. */
    static String done(Answer answer) {
        return answer.ok() ? DONE : refused(answer);
    }

    /** The same of a request of JSON-RPC, whose refusals may stand in an answer with the status 200. */
    static String carriedOut(Answer answer) {
        JsonNode result = answer.body().path("result");
        return answer.ok() && result.isObject() && !result.path("isError").asBoolean() ? DONE : refused(answer);
    }

    /** A refusal is spelled in many ways, with a status or in the answer; a failure is none. */
    static String refused(Answer answer) {
        return answer.status() == 0 || answer.status() / 100 == 5 ? FAILED + answer.status() : REFUSED;
    }

    /** Whether a release that tells this has neither refused nor failed. */
    static boolean serves(String told) {
        return !told.equals(REFUSED) && !told.startsWith(FAILED);
    }

    @Override
    public final boolean leavesTraces() {
        return true;
    }

    @Override
    public final boolean uses() {
        return false;
    }

    @Override
    public final void use(Trial trial) {
        // Asking is observing here.
    }

    /** The names of what an answer lists under one of these fields, or as a list by itself. */
    static Set<String> names(Answer answer, String list) {
        JsonNode items = answer.body().isArray() ? answer.body() : answer.body().path(list);
        Set<String> names = new HashSet<>();
        items.forEach(item -> names.add(item.path("name").asText()));
        return names;
    }
}

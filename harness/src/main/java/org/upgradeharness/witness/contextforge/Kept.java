package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Trial;

/** Whether what was made is there, is changed when it is changed, and is gone when it is deleted. */
final class Kept {
    private static final String CHANGED = "changed";
    private static final String CREDENTIALED = "made-with-credential";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Kept() {}

    /**
     * Something new that has a description.
     *
     * @param list where it was posted
     * @param each where one of them stands, as documentation writes it
     * @param what what people call it
     * @param sent what was posted
     * @param made the answer to the post
     * @param also what is changed beside the description
     * @param gone whether it is gone, asked once it was deleted
     */
    static void toTheEnd(
            Trial trial,
            String list,
            String each,
            String what,
            Object sent,
            Answer made,
            Map<String, Object> also,
            BooleanSupplier gone) {
        Api admin = trial.sight().admin();
        String one = each.replace("{id}", made.body().path("id").asText());
        if (made.ok()
                && trial.holds(
                        Kind.LOST_WRITE,
                        "POST " + list,
                        "",
                        "the new " + what,
                        "not there",
                        Settled.within("new " + what, () -> admin.get(one).ok()))) {
            Written.created(trial, "POST " + list, sent, admin.get(one).body());
            Map<String, Object> change = new HashMap<>(also);
            change.put("description", CHANGED);
            ObjectNode expected = JSON.valueToTree(change);
            trial.keeps(
                    "PUT " + each,
                    "",
                    admin.put(one, change),
                    () -> Settled.within("changed " + what, () -> {
                        JsonNode told = admin.get(one).body();
                        return expected.properties().stream()
                                .allMatch(field -> field.getValue().equals(told.path(field.getKey())));
                    }));
            trial.keeps(
                    "DELETE " + each,
                    "",
                    admin.delete(one),
                    () -> Settled.within("deleted " + what, gone::getAsBoolean));
        }
    }

    /**
     * Something that is made with a credential after the upgrade, and stays there to the end: whoever it calls is sent the credential.
     *
     * @param list where it is posted
     * @param called whom it calls
     * @param body what is posted, of a name and of a credential
     * @param use a call by that name, whose answer shows what was sent
     */
    static void withCredential(
            Trial trial,
            String list,
            String called,
            BiFunction<String, Map<String, String>, Object> body,
            Function<String, Answer> use) {
        String secret = trial.sight().bed().secrets().fresh(32);
        Map<String, String> auth = Map.of("auth_type", "bearer", "auth_token", secret);
        String request = "POST " + list;
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                request,
                CREDENTIALED,
                trial.sight().admin().post(list, body.apply(CREDENTIALED, auth)));
        if (made.ok()) {
            trial.holds(
                    Kind.SECRET_UNREADABLE,
                    request,
                    CREDENTIALED,
                    "the " + called + " is sent the new credential",
                    "it is not",
                    Settled.within(
                            "new credential",
                            () -> use.apply(CREDENTIALED).text().contains(secret)));
        }
    }
}

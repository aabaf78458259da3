package org.upgradeharness.witness.contextforge;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Trial;

/** Whether what was made is there, is changed when it is changed, and is gone when it is deleted. */
final class Kept {
    private static final String CHANGED = "changed";

    private Kept() {}

    /**
     * Something new that has a description.
     *
     * @param list where it was posted
     * @param each where one of them stands, as documentation writes it
     * @param what what people call it
     * @param sent what was posted
     * @param made the answer to the post
     * @param gone whether it is gone, asked once it was deleted
     */
    static void toTheEnd(
            Trial trial, String list, String each, String what, Object sent, Answer made, BooleanSupplier gone) {
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
            trial.keeps(
                    "PUT " + each,
                    "",
                    admin.put(one, Map.of("description", CHANGED)),
                    () -> Settled.within(
                            "changed " + what,
                            () -> CHANGED.equals(
                                    admin.get(one).body().path("description").asText())));
            trial.keeps(
                    "DELETE " + each,
                    "",
                    admin.delete(one),
                    () -> Settled.within("deleted " + what, gone::getAsBoolean));
        }
    }
}

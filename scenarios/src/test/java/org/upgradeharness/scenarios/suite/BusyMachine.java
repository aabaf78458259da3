package org.upgradeharness.scenarios.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a case says of a machine that did something else: it says nothing about the product. */
final class BusyMachine {
    private static final List<String> WORDS = List.of("The probe itself was late", "Other programs took");

    private BusyMachine() {}

    static boolean toldBy(JsonNode one) {
        return WORDS.stream().anyMatch(one.path("reason").asText()::contains);
    }
}

package org.upgradeharness.witness;

import java.util.Set;

/**
 * What came of asking for an endpoint.
 *
 * @param status HTTP status; 0 or less where no complete answer came
 * @param tells whether anything was told: numbers, nulls and empty lists tell nothing
 * @param type the media type, without its parameters; empty where none was said
 * @param fields the names of the fields of an object
 * @param millis how long the answer took
 */
public record EndpointAnswer(int status, boolean tells, String type, Set<String> fields, long millis) {
    public EndpointAnswer {
        fields = Set.copyOf(fields);
    }

    /** An answer of which nothing else is known. */
    public EndpointAnswer(int status, boolean tells) {
        this(status, tells, "", Set.of(), 0);
    }

    /** Whether it is a success. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}

package org.upgradeharness.witness;

/**
 * What came of asking for an endpoint.
 *
 * @param status HTTP status; 0 or less where no complete answer came
 * @param tells whether anything was told: numbers, nulls and empty lists tell nothing
 */
public record EndpointAnswer(int status, boolean tells) {
    /** Whether it is a success. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}

package org.upgradeharness.witness;

/**
 * How far somebody came who asked for an operation.
 *
 * @param status HTTP status; 0 where no complete answer came
 * @param unknown whether it was answered as something that does not exist at all is answered
 */
public record Reception(int status, boolean unknown) {
    /** Whether it is a success. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Whether it was refused because of who asked. */
    public boolean refused() {
        return status == 401 || status == 403;
    }

    /** Whether the release failed. */
    public boolean failed() {
        return status <= 0 || status >= 500;
    }
}

package org.upgradeharness.gateway;

/** Is told every request and answer; keeps what it needs, secrets masked. */
@FunctionalInterface
public interface Transcript {
    /** Forgets everything. */
    Transcript NONE = (method, path, as, body, answer) -> {};

    /**
     * One exchange.
     *
     * @param method HTTP method
     * @param path path and query
     * @param as who asked, in words
     * @param body the request's body, or null
     * @param answer what came back
     */
    void exchanged(String method, String path, String as, String body, Answer answer);
}

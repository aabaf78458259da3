package org.upgradeharness.product;

import java.util.List;

/**
 * How a gateway is started and known to be ready.
 *
 * @param command the program and its arguments inside the image
 * @param port the port it listens on inside the container
 * @param readySeconds how long it may take until it is ready, migration included
 * @param stopSeconds how long it may take to stop after SIGTERM
 * @param ready answers that must all be right, in this order
 */
public record StartSpec(List<String> command, int port, int readySeconds, int stopSeconds, List<Probe> ready) {
    /** A path whose JSON answer must be 200 and carry the value in the field. */
    public record Probe(String path, String field, String value) {}
}

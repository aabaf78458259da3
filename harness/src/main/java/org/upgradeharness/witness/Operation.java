package org.upgradeharness.witness;

import java.util.Comparator;

/**
 * Something that a release documents that one can ask it for.
 *
 * @param method the HTTP method, in capitals
 * @param path the path as documented, with the names of its parameters in braces
 */
public record Operation(String method, String path) implements Comparable<Operation> {
    private static final Comparator<Operation> ORDER =
            Comparator.comparing(Operation::path).thenComparing(Operation::method);

    /** Whether it asks for something that is named by the path alone. */
    public boolean plainGet() {
        return method.equals("GET") && !path.contains("{");
    }

    /** Whether a body goes with it. */
    public boolean hasBody() {
        return !method.equals("GET") && !method.equals("DELETE");
    }

    @Override
    public int compareTo(Operation other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}

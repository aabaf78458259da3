package org.upgradeharness.witness;

import org.upgradeharness.gateway.Answer;

/** A list of the API was refused or is no list. Whose fault that is depends on the side. */
public final class UnreadableList extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;
    private final transient Answer answer;

    public UnreadableList(String path, Answer answer) {
        super("GET " + path + " was answered with " + answer.brief());
        this.path = path;
        this.answer = answer;
    }

    /** The list's path. */
    public String path() {
        return path;
    }

    /** What came instead. */
    public Answer answer() {
        return answer;
    }
}

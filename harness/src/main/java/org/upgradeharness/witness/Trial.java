package org.upgradeharness.witness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** The use of a new release: what is tried, and what was refused. */
public final class Trial {
    private final Sight sight;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<OldRow> givenUp = new LinkedHashSet<>();
    private final Set<OldRow> touched = new LinkedHashSet<>();
    private int checks;

    /** A trial of a running release. */
    public Trial(Sight sight) {
        this.sight = sight;
    }

    /** The release under trial. */
    public Sight sight() {
        return sight;
    }

    /**
     * Expects a success.
     *
     * @return the answer itself, so that the next request can use it
     */
    public Answer succeeds(Kind kind, String object, String key, Answer answer) {
        return expect(kind, object, key, "2xx", answer, answer.ok());
    }

    /**
     * Expects that a write is accepted, and that it was done.
     *
     * @param done looks at what was written; asked only where the answer was a success
     */
    public void keeps(String object, String key, Answer answer, BooleanSupplier done) {
        if (succeeds(Kind.WRITE_REFUSED, object, key, answer).ok()) {
            holds(Kind.LOST_WRITE, object, key, "what was acknowledged", "not there", done.getAsBoolean());
        }
    }

    /**
     * Expects that somebody is refused what is not for him.
     *
     * @return whether he was
     */
    public boolean refuses(String object, String key, Answer answer) {
        return holds(Kind.VISIBILITY_CHANGED, object, key, "refused", answer.brief(), !answer.ok());
    }

    /** Expects something of an answer. */
    public Answer expect(Kind kind, String object, String key, String expected, Answer answer, boolean holds) {
        holds(kind, object, key, expected, answer.brief(), holds);
        return answer;
    }

    /** Expects something that is not an answer of the API. */
    public boolean holds(Kind kind, String object, String key, String expected, String found, boolean holds) {
        checks++;
        if (!holds) {
            findings.add(Finding.of(Severity.ERROR, kind, object, key, expected, found));
        }
        return holds;
    }

    /**
     * An old row that was used on purpose.
     *
     * @param table its table
     * @param pair what names it in the old store, written {@code column=value}
     */
    public record OldRow(String table, String pair) {}

    /** Says that a row from before the upgrade will not be as it was, nor be there. */
    public void givesUp(String table, String pair) {
        givenUp.add(new OldRow(table, pair));
    }

    /** The old rows that were changed or deleted on purpose. */
    public Set<OldRow> givenUp() {
        return Set.copyOf(givenUp);
    }

    /** Says that a row from before the upgrade was changed, and changed back: who did that and when may be written down in it. */
    public void touches(String table, String pair) {
        touched.add(new OldRow(table, pair));
    }

    /** The old rows that were changed and changed back. */
    public Set<OldRow> touched() {
        return Set.copyOf(touched);
    }

    /** What was refused. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many things were tried. */
    public int checks() {
        return checks;
    }
}

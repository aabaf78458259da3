package org.upgradeharness.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.migrate.Revision;
import org.upgradeharness.product.GoingBack;

/**
 * How much it matters that something made under the new release is lost: what is declared is a note with its reason. Undeclared,
 * a table or column that the old release never had is a warning, since no way back could keep it; a row of what it has is an error.
 *
 * @param declared what is declared for the pair and engine
 * @param all why everything is lost that was written since; null where only what is declared may be
 */
record LossRules(List<GoingBack> declared, String all) {
    private static final String KEPT = "kept, or declared under goingBack in product.yaml";

    /** What was there after the first upgrade and is not as it was after the second one. */
    Finding again(Finding other) {
        String table = other.object().split("\\.", 2)[0];
        return judged(
                Kind.LOST_BY_ROLLBACK,
                other.object(),
                other.key(),
                other.expected(),
                other.found(),
                Severity.ERROR,
                d -> d.tables().contains(table)
                        || d.columns().contains(other.object())
                        || d.rows().contains(table));
    }

    /** A row that was made under the new release. */
    Finding row(Finding gone, String table) {
        String found = gone.kind() == Kind.LOST_ROW ? "gone" : "another value: " + gone.found();
        return judged(
                Kind.LOST_BY_ROLLBACK,
                gone.object(),
                gone.key(),
                KEPT,
                found,
                Severity.ERROR,
                d -> d.rows().contains(table));
    }

    /** A table that only the new release has. */
    Finding table(String name, long rows) {
        return judged(
                Kind.LOST_BY_ROLLBACK,
                name,
                "",
                KEPT,
                "the table is gone with " + rows + " rows",
                Severity.WARNING,
                d -> d.tables().contains(name));
    }

    /** A column that only the new release has. */
    Finding column(String name, long values) {
        return judged(
                Kind.LOST_BY_ROLLBACK,
                name,
                "",
                KEPT,
                "the column is gone with " + values + " values",
                Severity.WARNING,
                d -> d.columns().contains(name));
    }

    /** An entity that the old release does not tell of although it was made. */
    Finding entity(String feature, String key) {
        return judged(
                Kind.LOST_BY_ROLLBACK,
                "api:" + feature,
                key,
                KEPT,
                "not told of by the old release",
                Severity.ERROR,
                d -> false);
    }

    /** A revision whose way back does nothing: what it did stays. What of it matters is told by findings of its own. */
    Finding empty(Revision revision) {
        return judged(
                Kind.IRREVERSIBLE,
                "revision " + revision,
                "",
                "a way back",
                "downgrade() does nothing",
                Severity.WARNING,
                d -> d.irreversible().contains(revision.id()));
    }

    /** A revision whose way back fails. */
    Finding failed(String revision, String error) {
        return judged(
                Kind.IRREVERSIBLE,
                "revision " + revision,
                "",
                "a way back",
                error,
                Severity.ERROR,
                d -> d.irreversible().stream().anyMatch(id -> revision.startsWith(id)));
    }

    private Finding judged(
            Kind kind,
            String object,
            String key,
            String expected,
            String found,
            Severity undeclared,
            Function<GoingBack, Boolean> names) {
        Optional<String> reason = all != null && kind == Kind.LOST_BY_ROLLBACK
                ? Optional.of(all)
                : declared.stream().filter(names::apply).map(GoingBack::reason).findFirst();
        String group = kind == Kind.IRREVERSIBLE
                ? "revisions without a way back"
                : reason.map(r -> "lost by going back: " + r).orElse("lost by going back, undeclared");
        return reason.map(r -> Finding.of(Severity.NOTE, kind, object, key, expected, found)
                        .inGroup(group)
                        .knownFor(r))
                .orElseGet(() -> Finding.of(undeclared, kind, object, key, expected, found)
                        .inGroup(group));
    }
}

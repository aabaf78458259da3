package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.upgradeharness.store.Check;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.ForeignKey;
import org.upgradeharness.store.Table;

/** Compares the keys, checks and indexes of one table by what they do. */
final class ConstraintJudge {
    private final Table upgraded;
    private final Table fresh;
    private final List<Finding> findings;

    ConstraintJudge(Table upgraded, Table fresh, List<Finding> findings) {
        this.upgraded = upgraded;
        this.fresh = fresh;
        this.findings = findings;
    }

    void run() {
        if (!upgraded.primaryKey().equals(fresh.primaryKey())) {
            boolean order = Set.copyOf(upgraded.primaryKey()).equals(Set.copyOf(fresh.primaryKey()));
            add(
                    order ? Severity.NOTE : Severity.ERROR,
                    fresh.name(),
                    "primary key " + fresh.primaryKey(),
                    upgraded.primaryKey().isEmpty() ? "no primary key" : "primary key " + upgraded.primaryKey(),
                    order ? "primary keys with columns in another order" : "another primary key");
        }
        foreignKeys();
        checks();
        new IndexJudge(upgraded, fresh, findings).run();
    }

    private void foreignKeys() {
        List<ForeignKey> rest = new ArrayList<>(upgraded.foreignKeys());
        for (ForeignKey key : fresh.foreignKeys()) {
            ForeignKey partner = rest.stream()
                    .filter(k -> k.link().equals(key.link()))
                    .findFirst()
                    .orElse(null);
            if (partner == null) {
                add(
                        Severity.WARNING,
                        object(key.name(), "foreign key " + key.link()),
                        "foreign key " + key.link(),
                        "no such foreign key",
                        "foreign keys missing");
                continue;
            }
            rest.remove(partner);
            action(key, "ON DELETE", partner.onDelete(), key.onDelete());
            action(key, "ON UPDATE", partner.onUpdate(), key.onUpdate());
            name(key.name(), partner.name(), "foreign key " + key.link());
        }
        Set<String> known =
                new HashSet<>(fresh.foreignKeys().stream().map(ForeignKey::link).toList());
        for (ForeignKey key : rest) {
            boolean twice = known.contains(key.link());
            add(
                    twice ? Severity.NOTE : Severity.ERROR,
                    object(key.name(), "foreign key " + key.link()),
                    "no such foreign key",
                    "foreign key " + key.link(),
                    twice ? "foreign keys that stand twice" : "foreign keys that a fresh install has not");
        }
    }

    /** Deleting more than a fresh install does loses data; deleting less leaves or refuses something. */
    private void action(ForeignKey key, String event, String is, String should) {
        if (is.equals(should) || refuses(is) && refuses(should)) {
            return;
        }
        boolean deletesMore = is.equals("cascade") || refuses(should);
        add(
                deletesMore ? Severity.ERROR : Severity.WARNING,
                object(key.name(), "foreign key " + key.link()),
                key.link() + " " + event + " " + should,
                event + " " + is,
                deletesMore
                        ? "foreign keys that delete or blank more than fresh"
                        : "foreign keys with a weaker action than fresh");
    }

    private static boolean refuses(String action) {
        return action.equals("no action") || action.equals("restrict");
    }

    private void checks() {
        List<Check> rest = new ArrayList<>(upgraded.checks());
        for (Check check : fresh.checks()) {
            Check partner = rest.stream()
                    .filter(c -> c.expression().equals(check.expression()))
                    .findFirst()
                    .orElse(null);
            if (partner != null) {
                rest.remove(partner);
                name(check.name(), partner.name(), "check " + check.expression());
            } else {
                add(
                        Severity.WARNING,
                        object(check.name(), "check"),
                        "check " + check.expression(),
                        "no such check",
                        "checks missing");
            }
        }
        for (Check check : rest) {
            boolean harmless = onlyBoolean(check.expression());
            add(
                    harmless ? Severity.NOTE : Severity.ERROR,
                    object(check.name(), "check"),
                    "no such check",
                    "check " + check.expression(),
                    harmless ? "checks that a boolean is 0 or 1" : "checks that a fresh install has not");
        }
    }

    /** {@code flag in(0,1)} on a boolean column refuses nothing that a gateway writes. */
    private boolean onlyBoolean(String expression) {
        String column = expression.replaceFirst("\\s*in\\s*\\(\\s*0\\s*,\\s*1\\s*\\)$", "");
        return !column.equals(expression)
                && upgraded.columns().stream()
                        .filter(c -> c.type().family() == Family.BOOLEAN)
                        .map(Column::name)
                        .anyMatch(column::equalsIgnoreCase);
    }

    private void name(String should, String is, String what) {
        if (!should.equals(is) && !should.isEmpty() && !is.isEmpty()) {
            add(
                    Severity.NOTE,
                    object(should, what),
                    what + " named " + should,
                    "named " + is,
                    "other names of constraints");
        }
    }

    private String object(String name, String otherwise) {
        return fresh.name() + "." + (name.isEmpty() ? otherwise : name);
    }

    private void add(Severity severity, String object, String expected, String found, String group) {
        findings.add(SchemaJudge.finding(severity, object, expected, found, group));
    }
}

package org.upgradeharness.judge;

import java.util.List;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Table;

/** Compares the columns of one table. */
final class ColumnJudge {
    private final Engine engine;
    private final Table upgraded;
    private final Table fresh;
    private final List<Finding> findings;

    ColumnJudge(Engine engine, Table upgraded, Table fresh, List<Finding> findings) {
        this.engine = engine;
        this.upgraded = upgraded;
        this.fresh = fresh;
        this.findings = findings;
    }

    void run() {
        for (Column column : fresh.columns()) {
            Column partner = upgraded.column(column.name()).orElse(null);
            if (partner == null) {
                add(Severity.ERROR, column, column.type().toString(), "no such column", "columns missing");
            } else {
                type(partner, column);
                nullability(partner, column);
                fills(partner, column);
            }
        }
        for (Column column : upgraded.columns()) {
            if (fresh.column(column.name()).isEmpty()) {
                boolean refuses = !column.fillsItself();
                add(
                        refuses ? Severity.ERROR : Severity.NOTE,
                        column,
                        "no such column",
                        column.type() + (column.nullable() ? "" : " NOT NULL") + (refuses ? " without default" : ""),
                        refuses ? "unknown columns that must be filled" : "unknown columns left");
            }
        }
    }

    private void type(Column is, Column should) {
        TypeDifference difference = TypeDifference.of(engine, is.type(), should.type());
        if (difference != null) {
            add(
                    difference.severity(),
                    should,
                    should.type().toString(),
                    is.type().toString(),
                    difference.group());
        }
    }

    private void nullability(Column is, Column should) {
        if (is.nullable() && !should.nullable()) {
            add(Severity.WARNING, should, "NOT NULL", "nullable", "columns accept NULL that a fresh install refuses");
        } else if (!is.nullable() && should.nullable()) {
            boolean fills = is.fillsItself();
            add(
                    fills ? Severity.WARNING : Severity.ERROR,
                    should,
                    "nullable",
                    "NOT NULL" + (fills ? " with a default" : ""),
                    fills
                            ? "columns refuse an explicit NULL, but have a default"
                            : "columns refuse NULL that a fresh install accepts");
        }
    }

    private void fills(Column is, Column should) {
        if (!should.generated().isEmpty() && !is.generated().equals(should.generated())) {
            boolean works = isNumbering(is.generated()) && isNumbering(should.generated());
            add(
                    works ? Severity.NOTE : Severity.ERROR,
                    should,
                    "filled by " + should.generated(),
                    is.generated().isEmpty() ? "not filled by the store" : "filled by " + is.generated(),
                    works ? "columns numbered in another way" : "columns not filled by the store any more");
            return;
        }
        if (should.generated().isEmpty() && !is.generated().isEmpty()) {
            boolean fixed = is.generated().startsWith("as ") || is.generated().equals("identity");
            add(
                    fixed ? Severity.WARNING : Severity.NOTE,
                    should,
                    "not filled by the store",
                    "filled by " + is.generated(),
                    "columns filled by the store, not so in a fresh install");
        }
        if (plain(is.defaultText()).equals(plain(should.defaultText()))) {
            return;
        }
        boolean extra = should.defaultText().isEmpty();
        add(
                extra ? Severity.NOTE : Severity.WARNING,
                should,
                extra ? "no default" : "default " + should.defaultText(),
                is.defaultText().isEmpty() ? "no default" : "default " + is.defaultText(),
                extra
                        ? "defaults that a fresh install has not"
                        : is.defaultText().isEmpty() ? "defaults missing" : "defaults differ");
    }

    private static boolean isNumbering(String generated) {
        return generated.equals("sequence") || generated.equals("identity") || generated.equals("rowid");
    }

    /** The spellings {@code '1'}, {@code 1} and {@code true} of one default. */
    private static String plain(String text) {
        String bare = text.matches("'[^']*'") ? text.substring(1, text.length() - 1) : text;
        return switch (bare) {
            case "true" -> "1";
            case "false" -> "0";
            default -> bare;
        };
    }

    private void add(Severity severity, Column column, String expected, String found, String group) {
        findings.add(SchemaJudge.finding(severity, fresh.name() + "." + column.name(), expected, found, group));
    }
}

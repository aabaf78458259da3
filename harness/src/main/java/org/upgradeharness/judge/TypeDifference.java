package org.upgradeharness.judge;

import java.util.List;
import java.util.Set;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Family;

/**
 * What it means that an upgraded column has another type than a fresh one.
 *
 * @param severity by the consequence
 * @param group the cause in words
 */
record TypeDifference(Severity severity, String group) {
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");

    /** The difference, or null where the types are the same. */
    static TypeDifference of(Engine engine, ColumnType is, ColumnType should) {
        if (is.equals(should)) {
            return null;
        }
        TypeDifference d = onServer(is, should);
        return engine == Engine.SQLITE ? onSqlite(d, is, should) : d;
    }

    private static TypeDifference onServer(ColumnType is, ColumnType should) {
        Family x = is.family();
        Family y = should.family();
        if (x == Family.TEXT && y == Family.TEXT) {
            return is.base().equals("char") != should.base().equals("char")
                    ? warning("char instead of varchar or the other way round", is, should)
                    : limit(is.length(), should.length());
        }
        if (x == Family.INTEGER && y == Family.INTEGER) {
            return INTEGERS.indexOf(is.base()) < INTEGERS.indexOf(should.base())
                    ? error("narrower numbers", is, should)
                    : note("wider numbers", is, should);
        }
        if (x == Family.DECIMAL && y == Family.DECIMAL) {
            return decimals(is, should);
        }
        if (x == Family.FLOAT && y == Family.FLOAT) {
            return is.base().equals("real") ? error("narrower numbers", is, should) : note("wider numbers", is, should);
        }
        if (x.numeric() && y.numeric()) {
            boolean widerOrEqual = y == Family.INTEGER && x == Family.DECIMAL && is.length() == null;
            return widerOrEqual ? note("wider numbers", is, should) : error("another kind of number", is, should);
        }
        if (x == Family.JSON && y == Family.JSON) {
            return warning("json and jsonb differ in operators and indexes", is, should);
        }
        Set<Family> both = Set.of(x, y);
        if (both.equals(Set.of(Family.TIMESTAMP, Family.TIMESTAMP_TZ))) {
            return warning("times with and without zone", is, should);
        }
        if (x == Family.TEXT && is.length() == null && (y == Family.JSON || y == Family.ENUM)) {
            return warning("text where a fresh install checks the form", is, should);
        }
        return error("incompatible types", is, should);
    }

    private static TypeDifference limit(Integer is, Integer should) {
        if (is == null) {
            return new TypeDifference(
                    Severity.NOTE, should == null ? "another name of the same text type" : "length limits missing");
        }
        if (should == null) {
            return new TypeDifference(Severity.ERROR, "length limits that a fresh install has not");
        }
        return is < should
                ? new TypeDifference(Severity.ERROR, "length limits narrower than fresh")
                : new TypeDifference(
                        Severity.NOTE,
                        is.equals(should) ? "another name of the same text type" : "length limits wider than fresh");
    }

    private static TypeDifference decimals(ColumnType is, ColumnType should) {
        int scaleIs = is.scale() == null ? 0 : is.scale();
        int scaleShould = should.scale() == null ? 0 : should.scale();
        boolean holds = is.length() == null
                || should.length() != null
                        && scaleIs >= scaleShould
                        && is.length() - scaleIs >= should.length() - scaleShould;
        return holds ? note("wider numbers", is, should) : error("narrower numbers", is, should);
    }

    /** SQLite enforces neither lengths nor widths: what counts is the affinity, by which it converts what is stored. */
    private static TypeDifference onSqlite(TypeDifference d, ColumnType is, ColumnType should) {
        String x = affinity(is);
        String y = affinity(should);
        if (x.equals(y)) {
            return new TypeDifference(
                    Severity.NOTE,
                    is.family() == should.family()
                            ? d.group() + " (SQLite does not enforce it)"
                            : "declared types differ, stored the same" + detail(is, should));
        }
        boolean converts = Set.of(x, y).equals(Set.of("text", "integer")) || x.equals("blob") != y.equals("blob");
        return converts
                ? error("incompatible types", is, should)
                : warning("values may be stored in another form", is, should);
    }

    private static String affinity(ColumnType type) {
        String base = type.base();
        if (base.contains("int")) {
            return "integer";
        }
        if (base.contains("char") || base.contains("clob") || base.contains("text")) {
            return "text";
        }
        if (base.isEmpty() || base.contains("blob")) {
            return "blob";
        }
        return base.contains("real") || base.contains("floa") || base.contains("doub") ? "real" : "numeric";
    }

    private static TypeDifference error(String words, ColumnType is, ColumnType should) {
        return new TypeDifference(Severity.ERROR, words + detail(is, should));
    }

    private static TypeDifference warning(String words, ColumnType is, ColumnType should) {
        return new TypeDifference(Severity.WARNING, words + detail(is, should));
    }

    private static TypeDifference note(String words, ColumnType is, ColumnType should) {
        return new TypeDifference(Severity.NOTE, words + detail(is, should));
    }

    private static String detail(ColumnType is, ColumnType should) {
        return SchemaJudge.DETAIL + is.base() + " instead of " + should.base();
    }
}

package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.migrate.HaltedRun;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;

/**
 * Points at which a migration has one transaction open: whoever dies there leaves what it was begun on. The first and the last of them are
 * judged by a death each; those between by theirs, where both left the same.
 *
 * @param first the first point that was asked for
 * @param between at which the database server says that this transaction is still open, and no other one
 * @param last the last point that was asked for
 */
record SameTransaction(Statement first, List<Statement> between, Statement last) {
    private static final int FEWEST = 3;

    SameTransaction {
        between = List.copyOf(between);
    }

    /**
     * Halts one migration before each point that the trace puts between two others of one transaction, and asks the server there. What it
     * does not confirm, or where another statement stands than in the trace, is in none of these.
     *
     * @param points what was asked for, in order
     * @param trace the statements of the uninterrupted migration
     * @param site whose slot and migrator are used; the slot has to be made anew afterwards
     */
    static List<SameTransaction> among(List<Statement> points, List<Statement> trace, CrashSite site) {
        List<List<Statement>> runs =
                runs(points, trace).stream().filter(run -> run.size() >= FEWEST).toList();
        if (runs.isEmpty()) {
            return List.of();
        }
        site.server().renew(site.slot(), site.seed());
        HaltedRun halted = site.migrator()
                .halt(MigratorRun.of(site.killed().command())
                        .haltedBefore(runs.get(0).get(0).n()));
        List<SameTransaction> told = new ArrayList<>();
        Statement hit = halted.hit();
        for (List<Statement> run : runs) {
            List<Statement> between = new ArrayList<>();
            Optional<String> begun = Optional.empty();
            for (Statement point : run.subList(0, run.size() - 1)) {
                if (hit != null && hit.n() != point.n()) {
                    hit = site.migrator().letGoTo(halted.id(), point.n());
                }
                Optional<String> open = hit != null && hit.text().equals(point.text())
                        ? site.server().openTransaction(site.slot())
                        : Optional.empty();
                if (point.equals(run.get(0))) {
                    begun = open;
                } else if (open.isPresent() && open.equals(begun)) {
                    between.add(point);
                }
            }
            told.add(new SameTransaction(run.get(0), between, run.get(run.size() - 1)));
        }
        if (hit != null) {
            site.migrator().kill(halted.id());
        }
        site.server().settled(site.slot());
        return told;
    }

    /** Points that follow one another in one transaction, with nothing in between that is not in it. */
    static List<List<Statement>> runs(List<Statement> points, List<Statement> trace) {
        List<List<Statement>> runs = new ArrayList<>();
        List<Statement> run = new ArrayList<>();
        for (Statement point : points) {
            if (!run.isEmpty() && !together(run.get(run.size() - 1), point, trace)) {
                runs.add(run);
                run = new ArrayList<>();
            }
            run.add(point);
        }
        runs.add(run);
        return runs;
    }

    private static boolean together(Statement one, Statement other, List<Statement> trace) {
        return one.transaction() != 0
                && trace.subList(one.n() - 1, other.n()).stream().allMatch(s -> s.transaction() == one.transaction());
    }
}

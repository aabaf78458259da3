package org.upgradeharness.crash;

import org.upgradeharness.migrate.HaltedRun;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;

/**
 * One migration that is halted before each point, where its files are copied as they stand: a process that is killed there can change
 * them no more, and what it had not written yet is lost with it. Each death costs a copy then, and not half a migration.
 */
final class HaltingStrikes implements Strikes {
    private final Lane model;
    private final Spent spent;
    private HaltedRun halted;
    private boolean ended;

    /**
     * Halts a migration on a lane of its own.
     *
     * @param model the lane; nothing else uses it
     */
    HaltingStrikes(Lane model, Spent spent) {
        this.model = model;
        this.spent = spent;
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public String before(Statement point, CrashSite site, boolean fresh) {
        return spent.on("halting a migration and copying its files", () -> copied(point, site));
    }

    private String copied(Statement point, CrashSite site) {
        if (ended || !reaches(point, site)) {
            ended = true;
            return "the run ended before it";
        }
        site.server().renewAsDeathLeaves(site.slot(), model.slot());
        return "";
    }

    private boolean reaches(Statement point, CrashSite site) {
        if (halted != null) {
            return model.migrator().letGoTo(halted.id(), point.n()) != null;
        }
        site.server().renew(model.slot(), site.seed());
        halted = model.migrator().halt(MigratorRun.of(site.killed().command()).haltedBefore(point.n()));
        return halted.hit() != null;
    }
}

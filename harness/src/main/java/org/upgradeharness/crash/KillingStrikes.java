package org.upgradeharness.crash;

import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;

/** A migration for each point, from the seed, killed there. */
final class KillingStrikes implements Strikes {
    private final Spent spent;

    KillingStrikes(Spent spent) {
        this.spent = spent;
    }

    @Override
    public boolean inOrder() {
        return false;
    }

    @Override
    public String before(Statement point, CrashSite site, boolean fresh) {
        if (!fresh) {
            spent.on(PointJudge.RENEWING, () -> site.server().renew(site.slot(), site.seed()));
        }
        MigratorEnd end = spent.on(
                "migrations that are killed",
                () -> site.migrator()
                        .run(MigratorRun.of(site.killed().command()).killedBefore(point.n())));
        return end.hit() == null ? "the run ended with " + end.exit() + " before it" : "";
    }
}

package org.upgradeharness.judge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.upgradeharness.store.StoreAddress;

/** What the judges must see on PostgreSQL, on a server of its own. */
class PostgresJudgeIT extends PostgresJudgeContract {
    private static OwnPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = new OwnPostgres("contract");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Override
    protected StoreAddress emptyStore() {
        return postgres.oneMore();
    }
}

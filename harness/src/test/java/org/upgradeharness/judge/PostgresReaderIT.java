package org.upgradeharness.judge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReaderContract;

/** How stores are read on PostgreSQL, on a server of its own. */
class PostgresReaderIT extends StoreReaderContract {
    private static OwnPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = new OwnPostgres("reader");
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

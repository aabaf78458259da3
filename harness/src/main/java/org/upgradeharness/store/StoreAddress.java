package org.upgradeharness.store;

/**
 * Where one database can be reached from the harness.
 *
 * @param engine its kind
 * @param jdbcUrl the JDBC URL, without credentials
 * @param user a role that may read everything, empty for SQLite
 * @param password its password, empty for SQLite; never printed
 */
public record StoreAddress(Engine engine, String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
        return engine.id() + " " + jdbcUrl;
    }
}

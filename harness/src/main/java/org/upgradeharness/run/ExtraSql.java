package org.upgradeharness.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.SqlScript;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.witness.UnreadableList;

/**
 * SQL that somebody gave as a part of the data.
 *
 * @param file where it stands
 * @param text what stands there
 */
public record ExtraSql(Path file, String text) {
    /**
     * Reads it.
     *
     * @throws UsageError if it cannot be read, is not written in UTF-8, or holds no statement
     */
    public static ExtraSql read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new UsageError("The SQL file " + file + " after --sql is not written in UTF-8; convert it first.");
        } catch (IOException e) {
            throw new UsageError("The SQL file " + file + " after --sql cannot be read.");
        }
        if (SqlScript.statements(text).isEmpty()) {
            throw new UsageError("The SQL file " + file + " after --sql holds no statement: nothing would be tried.");
        }
        return new ExtraSql(file, text);
    }

    /**
     * Runs all of it, or nothing.
     *
     * @throws BrokenEnvironment if the database refuses a statement: file, number and beginning of it, and why
     */
    void run(StoreServer server, Store store) {
        try {
            server.execute(store, text);
        } catch (BrokenEnvironment e) {
            throw new BrokenEnvironment("The SQL file " + file + " after --sql is refused. " + e.getMessage(), e);
        }
    }

    /**
     * Looks at a store that holds it.
     *
     * @throws BrokenEnvironment if the old release does not show what it should: most often a row of the file is one that it would never have
     *     written
     */
    <T> T shown(String oldRelease, Supplier<T> look) {
        try {
            return look.get();
        } catch (BrokenEnvironment | UnreadableList e) {
            throw new BrokenEnvironment(
                    "With the data of " + file + " after --sql " + oldRelease + " itself fails: " + e.getMessage()
                            + " Nothing can be compared: find the row that it does not read; its log is gateway.log in the seed's"
                            + " evidence.",
                    e);
        }
    }
}

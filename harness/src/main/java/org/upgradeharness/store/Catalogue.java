package org.upgradeharness.store;

import java.util.List;
import java.util.Optional;

/**
 * The schema of a store as the database's own catalogue tells it, in a form in which two stores can be compared.
 *
 * @param engine the kind of database
 * @param tables ordered by name; the version table of the migration tool is among them
 * @param sequences with their state at the instant of reading
 * @param enums enumerated types ordered by name
 * @param code what is compared as text
 */
public record Catalogue(
        Engine engine, List<Table> tables, List<SequenceState> sequences, List<EnumType> enums, List<CodeObject> code) {
    public Catalogue {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        enums = List.copyOf(enums);
        code = List.copyOf(code);
    }

    /** The table of that name. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }
}

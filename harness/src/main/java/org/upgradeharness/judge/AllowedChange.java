package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * A change of stored rows that a release's own notes promise. It is checked in its shape, never ignored: a declared change
 * that took another shape is a finding. Read from the list {@code allowedChanges} of a product's YAML by its {@code kind}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AllowedTouch.class, name = "touched"),
    @JsonSubTypes.Type(value = AllowedValueChange.class, name = "value-may-change"),
    @JsonSubTypes.Type(value = AllowedAddition.class, name = "rows-may-be-added"),
    @JsonSubTypes.Type(value = AllowedRemoval.class, name = "rows-may-be-removed"),
    @JsonSubTypes.Type(value = AllowedRekey.class, name = "rekey"),
    @JsonSubTypes.Type(value = AllowedColumnRename.class, name = "rename-column"),
    @JsonSubTypes.Type(value = AllowedTableRename.class, name = "rename-table"),
    @JsonSubTypes.Type(value = AllowedConversion.class, name = "convert"),
    @JsonSubTypes.Type(value = AllowedAppend.class, name = "append-only"),
    @JsonSubTypes.Type(value = AllowedColumnDrop.class, name = "drop-column"),
    @JsonSubTypes.Type(value = AllowedColumnMove.class, name = "move-columns")
})
public sealed interface AllowedChange extends Declared
        permits AllowedTouch,
                AllowedValueChange,
                AllowedAddition,
                AllowedRemoval,
                AllowedRekey,
                AllowedColumnRename,
                AllowedTableRename,
                AllowedConversion,
                AllowedAppend,
                AllowedColumnDrop,
                AllowedColumnMove {
    /** The table of the old store. */
    String table();

    /** The engine on which alone it holds, or null for all. */
    Engine engine();

    /** Those of the changes that hold when a store goes from one release to the other on the engine. */
    static List<AllowedChange> of(List<AllowedChange> declared, Version from, Version to, Engine engine) {
        return declared.stream()
                .filter(c -> c.holds(from, to) && (c.engine() == null || c.engine() == engine))
                .toList();
    }
}

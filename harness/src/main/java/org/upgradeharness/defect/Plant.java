package org.upgradeharness.defect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.run.Damage;
import org.upgradeharness.store.Engine;

/** Where a defect is planted. Read by its {@code in}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "in")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Plant.InStore.class, name = "store"),
    @JsonSubTypes.Type(value = Plant.InSettings.class, name = "settings"),
    @JsonSubTypes.Type(value = Plant.InRelease.class, name = "release"),
    @JsonSubTypes.Type(value = Plant.InSurroundings.class, name = "surroundings"),
    @JsonSubTypes.Type(value = Plant.InHarness.class, name = "harness")
})
public sealed interface Plant {
    /**
     * SQL on the case's own copy of the store.
     *
     * @param at when
     * @param sql for both engines
     * @param postgres for PostgreSQL, in place of {@code sql}
     * @param sqlite for SQLite, in place of {@code sql}
     */
    record InStore(@JsonProperty(required = true) Damage.Moment at, String sql, String postgres, String sqlite)
            implements Plant {
        public InStore {
            if (sql == null && postgres == null && sqlite == null) {
                throw new UsageError("a plant in the store needs \"sql\", \"postgres\" or \"sqlite\"");
            }
        }

        /** The statements for an engine. */
        public String sql(Engine engine) {
            String own = engine == Engine.POSTGRES ? postgres : sqlite;
            String text = own == null ? sql : own;
            if (text == null) {
                throw new UsageError("the plant has no SQL for " + engine.id());
            }
            return text;
        }
    }

    /** Settings of the new release. */
    record InSettings(@JsonProperty(required = true) Map<String, String> values) implements Plant {
        public InSettings {
            values = Map.copyOf(values);
        }
    }

    /** Sources of the new release, edited when it loads them: its gateway and its migrators alike. */
    record InRelease(@JsonProperty(required = true) List<Edit> edits) implements Plant {
        public InRelease {
            edits = List.copyOf(edits);
            if (edits.isEmpty()) {
                throw new UsageError("\"edits\" names at least one");
            }
        }
    }

    /** What the run stands on. */
    record InSurroundings(@JsonProperty(required = true) What what, String release) implements Plant {
        /** What can be wrong there. */
        public enum What {
            /** The store is taken away while it is judged. */
            STORE_GONE,
            /** Containers of {@code release} are started in place of the new one. */
            OTHER_CONTAINER
        }
    }

    /** The harness itself: one of its instruments is broken. */
    record InHarness(@JsonProperty(required = true) Instrument instrument) implements Plant {}

    /**
     * One edit of a source file.
     *
     * @param file the end of its path, such as {@code reference_gateway/mcp.py}
     * @param find text that stands in it exactly once
     * @param put what stands there instead
     */
    record Edit(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) String find,
            @JsonProperty(required = true) String put) {}
}

package org.upgradeharness.store;

import java.util.List;

/**
 * An enumerated type of the store.
 *
 * @param name its name
 * @param labels its values in their order
 */
public record EnumType(String name, List<String> labels) {
    public EnumType {
        labels = List.copyOf(labels);
    }
}

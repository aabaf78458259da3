package org.upgradeharness.crash;

import java.util.List;

/**
 * A way in which people run an interrupted migration again.
 *
 * @param name its name in product.yaml
 * @param title the command as people know it
 * @param command the command inside the image
 */
public record Retry(String name, String title, List<String> command) {
    public Retry {
        command = List.copyOf(command);
    }
}

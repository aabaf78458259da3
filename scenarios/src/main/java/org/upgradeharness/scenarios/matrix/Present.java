package org.upgradeharness.scenarios.matrix;

import java.util.Map;
import org.upgradeharness.product.Version;

/**
 * What a run would stand on now.
 *
 * @param harness the harness's version
 * @param content hashes of what verdicts come from, by name
 * @param digests ids of the images that are on this machine
 */
public record Present(String harness, Map<String, String> content, Map<Version, String> digests) {
    public Present {
        content = Map.copyOf(content);
        digests = Map.copyOf(digests);
    }
}

package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/**
 * What {@code --path} asks for.
 *
 * @param from the release it starts from, as written
 * @param to the release it ends with, as written
 * @param via the releases between
 */
record UpgradePath(String from, String to, List<Version> via) {
    /**
     * Reads the releases of a path.
     *
     * @throws UsageError if there are fewer than two, they are not in order, or {@code --from} or {@code --to} stand beside it
     */
    static UpgradePath of(List<String> path, ReleaseOptions releases, Product product) {
        if (releases.from != null || releases.to != null) {
            throw new UsageError("--path says from where and to where by itself; leave --from and --to out.");
        }
        if (path.size() < 2) {
            throw new UsageError(
                    "\"" + String.join(",", path)
                            + "\" after --path is no path: write at least two releases, oldest first, for example 0.9.0,1.0.0rc1,1.0.0.");
        }
        List<Version> numbered = new ArrayList<>();
        for (String release : path.subList(0, path.size() - 1)) {
            numbered.add(product.resolve(release));
        }
        for (int i = 1; i < numbered.size(); i++) {
            if (numbered.get(i - 1).compareTo(numbered.get(i)) >= 0) {
                throw new UsageError("The releases after --path must be in order, oldest first; " + path.get(i)
                        + " is not newer than " + path.get(i - 1) + ".");
            }
        }
        return new UpgradePath(path.get(0), path.get(path.size() - 1), numbered.subList(1, numbered.size()));
    }
}

package org.upgradeharness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.product.Product;

/**
 * A product with what is known of it.
 *
 * @param product its description
 * @param rules what its releases may change and what is known
 */
public record LoadedProduct(Product product, JudgeRules rules) {
    /**
     * Reads {@code product.yaml} and {@code known-findings.yaml} of a product.
     *
     * @throws UsageError if there is no such product or a file is wrong: file, line, key, what is allowed
     */
    public static LoadedProduct read(FixtureSource fixtures, String name) {
        String folder = "products/" + name + "/";
        Product product =
                StrictYaml.load(folder + "product.yaml", text(fixtures, folder + "product.yaml"), Product.class);
        KnownFindings known =
                KnownFindings.load(folder + "known-findings.yaml", text(fixtures, folder + "known-findings.yaml"));
        return new LoadedProduct(
                product, new JudgeRules(product.allowedChanges(), product.apiChanges(), product.logAllowed(), known));
    }

    private static String text(FixtureSource fixtures, String path) {
        try (java.io.InputStream in = fixtures.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageError("There is no " + path + "; the product there is: contextforge.");
        }
    }
}

package org.upgradeharness.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.ReleaseUnobtainable;
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
        List<String> names = names(fixtures);
        if (!names.contains(name)) {
            throw new UsageError("\"" + name + "\" after --product is not allowed"
                    + Nearest.of(name, names)
                            .map(n -> " (did you mean " + n + "?)")
                            .orElse("") + ": allowed are "
                    + String.join(", ", names) + ".");
        }
        String folder = "products/" + name + "/";
        Product product =
                StrictYaml.load(folder + "product.yaml", text(fixtures, folder + "product.yaml"), Product.class);
        KnownFindings known =
                KnownFindings.load(folder + "known-findings.yaml", text(fixtures, folder + "known-findings.yaml"));
        return new LoadedProduct(
                product, new JudgeRules(product.allowedChanges(), product.apiChanges(), product.logAllowed(), known));
    }

    /** The products there are: the folders of the fixtures. */
    private static List<String> names(FixtureSource fixtures) {
        return fixtures.folders("products");
    }

    /**
     * Says that a release of a product cannot be had, and names what can be tried in its place: a product that is made on this
     * machine. Nothing stands in for it by itself.
     *
     * @param asked the product that was asked for; where it is itself made here, there is nothing else to try
     */
    public static BrokenEnvironment unobtainable(ReleaseUnobtainable why, FixtureSource fixtures, Product asked) {
        Optional<Product> made = asked.image().source() != null
                ? Optional.empty()
                : names(fixtures).stream()
                        .map(name -> read(fixtures, name).product())
                        .filter(other -> other.image().source() != null)
                        .findFirst();
        String reason = why.getMessage().replaceFirst("\\.$", "") + ".";
        return new BrokenEnvironment(
                made.map(other -> reason + " To try the tool without it: ./upgrade run --product " + other.name() + " ("
                                + other.title() + ", made on this machine from sources).")
                        .orElse(reason),
                why);
    }

    private static String text(FixtureSource fixtures, String path) {
        return new String(fixtures.read(path), StandardCharsets.UTF_8);
    }
}

package org.upgradeharness.scenarios.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.PostgresImage;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.ReleaseImages;
import org.upgradeharness.docker.ReleaseRequest;
import org.upgradeharness.docker.ReleaseUnobtainable;
import org.upgradeharness.product.Product;
import org.upgradeharness.run.LoadedProduct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./upgrade images}. */
@Command(
        name = "images",
        description = "Gets or builds the images of releases ahead of a run.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Examples:",
            "  ./upgrade images                 RC1, GA and PostgreSQL",
            "  ./upgrade images 1.0.4 latest"
        })
final class ImagesCommand implements Callable<Integer> {
    @Option(
            names = "--product",
            defaultValue = ReleaseOptions.USUAL,
            paramLabel = "NAME",
            description = "Product under test (default: ${DEFAULT-VALUE}).")
    private String name;

    @Parameters(
            paramLabel = "RELEASE",
            arity = "0..*",
            description =
                    "Releases: 1.0.4, RC1, latest, image=NAME, wheel=FILE or source=CHECKOUT (default: RC1 and GA).")
    private List<String> releases = List.of();

    @Override
    public Integer call() {
        FixtureSource fixtures = FixtureSource.classPath(ImagesCommand.class.getClassLoader(), "fixtures");
        Product product = LoadedProduct.read(fixtures, name).product();
        List<ReleaseRequest> requests = (releases.isEmpty()
                        ? List.of(product.defaults().from(), product.defaults().to())
                        : releases)
                .stream().map(r -> ReleaseRequest.parse(r, product)).toList();
        HostEnvironment environment = HostEnvironment.current();
        ContainerEngine engine = ContainerEngine.connect(environment);
        Labels labels = Labels.of("images-" + ProcessHandle.current().pid());
        ReleaseImages images = ReleaseImages.of(engine, product, fixtures, labels, environment, System.err::println);
        for (ReleaseRequest request : requests) {
            GatewayImage image = obtain(images, request, fixtures, product);
            System.out.println(
                    image.version() + "  " + image.name() + "  " + image.id().substring(0, 19) + "  " + image.origin()
                            + ", migration head " + String.join(" ", image.heads()));
        }
        PostgresImage postgres = PostgresImages.of(engine, fixtures, labels, environment, System.err::println)
                .obtain();
        System.out.println("PostgreSQL " + postgres.version() + "  " + postgres.name() + "  " + postgres.origin());
        return 0;
    }

    private static GatewayImage obtain(
            ReleaseImages images, ReleaseRequest request, FixtureSource fixtures, Product product) {
        try {
            return images.obtain(request);
        } catch (ReleaseUnobtainable e) {
            throw LoadedProduct.unobtainable(e, fixtures, product);
        }
    }
}

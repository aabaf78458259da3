package org.upgradeharness.docker;

import com.github.dockerjava.api.model.Image;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/**
 * Gets the images of releases: what the user named, what this machine has, what the container registry has, or built
 * here, from the package index or from the product's own sources, in this order. May be asked for several releases at once.
 */
public final class ReleaseImages {
    private final Product product;
    private final Pull pull;
    private final ImageBuilder builder;
    private final ReleaseBuild build;
    private final CheckoutBuild checkouts;
    private final PackageIndex index;
    private final ImageIdentity identity;
    private final ConcurrentMap<ReleaseRequest, Object> underway = new ConcurrentHashMap<>();

    private ReleaseImages(
            Product product,
            Pull pull,
            ImageBuilder builder,
            ReleaseBuild build,
            CheckoutBuild checkouts,
            PackageIndex index,
            ImageIdentity identity) {
        this.product = product;
        this.pull = pull;
        this.builder = builder;
        this.build = build;
        this.checkouts = checkouts;
        this.index = index;
        this.identity = identity;
    }

    /**
     * Gets images for one run.
     *
     * @param progress takes one line for whatever takes long
     */
    public static ReleaseImages of(
            ContainerEngine engine,
            Product product,
            FixtureSource fixtures,
            Labels labels,
            HostEnvironment environment,
            Consumer<String> progress) {
        Pull pull = new Pull(new EngineImages(engine), new RegistryReach(engine.info()), progress);
        ImageBuilder builder = new ImageBuilder(engine, labels, environment, progress);
        BaseImages bases = new BaseImages(builder, pull, fixtures, labels);
        OneOff oneOff = new OneOff(engine, labels);
        PackageIndex index = new PackageIndex(oneOff, bases::installer, environment, builder.certificates());
        return new ReleaseImages(
                product,
                pull,
                builder,
                new ReleaseBuild(product, fixtures, bases, builder),
                new CheckoutBuild(product, fixtures, bases, builder, oneOff),
                index,
                new ImageIdentity(oneOff, environment.cacheFolder()));
    }

    /**
     * Gets the image of a release, and reads from it which release it is.
     *
     * @throws UsageError if there is no such release, image, wheel or checkout
     * @throws ReleaseUnobtainable if a release cannot be had here
     * @throws BrokenEnvironment if something else cannot be had here, or if it is not what it is called
     */
    public GatewayImage obtain(ReleaseRequest request) {
        // One release is got once at a time; two releases side by side.
        synchronized (underway.computeIfAbsent(request, r -> new Object())) {
            if (request instanceof ReleaseRequest.Image image) {
                return named(image.name());
            }
            if (request instanceof ReleaseRequest.Wheel wheel) {
                return wheel(wheel.file());
            }
            if (request instanceof ReleaseRequest.Source source) {
                return checkout(source.folder());
            }
            return numbered(resolve(request));
        }
    }

    /** Says where another image of the same release on this machine carries other migrations. */
    public List<String> differing(GatewayImage used) {
        return used.differing(here(version -> version.equals(used.version())));
    }

    /** The releases that this machine has, oldest first, with what was found inside them. */
    public List<GatewayImage> here() {
        return here(version -> true);
    }

    private List<GatewayImage> here(Predicate<Version> wanted) {
        Map<String, String> named = new TreeMap<>(builder.named(build.repository()));
        if (product.image().registry() != null) {
            named.putAll(builder.named(product.image().registry().repository()));
        }
        return named.entrySet().stream()
                .filter(image -> tagged(image.getKey()).filter(wanted).isPresent())
                .map(image -> identified(
                        image.getKey(), image.getValue(), ImageSource.LOCAL, "already on this machine", null))
                .sorted(Comparator.comparing(GatewayImage::version))
                .toList();
    }

    private static Optional<Version> tagged(String name) {
        String tag = name.substring(name.lastIndexOf(':') + 1).replaceFirst("^v", "");
        return Version.isVersion(tag) ? Optional.of(Version.parse(tag)) : Optional.empty();
    }

    private Version resolve(ReleaseRequest request) {
        if (request instanceof ReleaseRequest.Numbered numbered) {
            return numbered.version();
        }
        Optional<Version> latest = product.image().source() != null
                ? product.image().source().latest()
                : PackageIndex.latest(had(() -> index.releases(product.packageName())));
        return latest.orElseThrow(
                () -> new BrokenEnvironment("There is no final release of " + product.packageName() + " yet."));
    }

    private GatewayImage named(String name) {
        Optional<String> local = pull.local(name);
        if (local.isPresent()) {
            return identified(name, local.get(), ImageSource.NAMED, "named by the user, on this machine", null);
        }
        Pull.Outcome outcome = pull.first(List.of(name));
        if (outcome instanceof Pull.Got got) {
            return identified(name, got.id(), ImageSource.NAMED, "named by the user, pulled", null);
        }
        Pull.Missing missing = (Pull.Missing) outcome;
        String sentence = "The image " + name + " is not on this machine and cannot be pulled: " + missing.why() + ".";
        throw missing.reached() ? new UsageError(sentence) : new BrokenEnvironment(sentence);
    }

    private GatewayImage wheel(Path file) {
        if (product.image().source() != null) {
            throw new UsageError(product.title() + " is made of its own sources and takes no wheel.");
        }
        WheelFile wheel = WheelFile.of(file, product.packageName());
        ReleaseBuild.Plan plan = build.ofWheel(wheel);
        String id = builder.obtain(plan.hash(), plan.recipe());
        return identified(plan.name(), id, ImageSource.NAMED, "wheel " + file, wheel.version());
    }

    private GatewayImage checkout(Path folder) {
        if (product.image().source() != null) {
            throw new UsageError(product.title() + " is made of its own sources and takes no checkout.");
        }
        CheckoutBuild.Made made = checkouts.wheel(Checkout.of(folder));
        ReleaseBuild.Plan plan = build.ofCheckout(made, folder);
        String id = builder.obtain(plan.hash(), plan.recipe());
        String origin = "checkout " + folder + ", content " + made.content();
        return identified(
                plan.name(), id, ImageSource.NAMED, origin, made.wheel().version());
    }

    private GatewayImage numbered(Version version) {
        if (product.image().source() != null) {
            return ofSource(version, product.image().source().releases());
        }
        List<String> candidates = product.image().registry() == null
                ? List.of()
                : product.image().registry().candidates(version);
        for (String candidate : candidates) {
            Optional<String> id = pull.local(candidate);
            if (id.isPresent()) {
                return identified(candidate, id.get(), ImageSource.LOCAL, "already on this machine", version);
            }
        }
        ReleaseBuild.Plan plan = build.ofRelease(version);
        Optional<Image> built = builder.find(plan.hash());
        if (built.isPresent()) {
            String origin = "built on this machine before, from the " + build.origin(built.get());
            return identified(plan.name(), built.get().getId(), ImageSource.LOCAL, origin, version);
        }
        Pull.Outcome outcome = pull.first(candidates);
        if (outcome instanceof Pull.Got got) {
            return identified(got.name(), got.id(), ImageSource.REGISTRY, "registry " + got.name(), version);
        }
        Pull.Missing missing = (Pull.Missing) outcome;
        String id = had(() -> {
            requireKnown(version, missing);
            return builder.obtain(plan.hash(), plan.recipe());
        });
        return identified(plan.name(), id, ImageSource.BUILT, "package index, because " + missing.why(), version);
    }

    private GatewayImage ofSource(Version version, List<Version> releases) {
        if (!releases.contains(version)) {
            throw new UsageError("There is no release " + version + " of " + product.title() + "; there are "
                    + join(releases) + ".");
        }
        ReleaseBuild.Plan plan = build.ofRelease(version);
        Optional<Image> built = builder.find(plan.hash());
        String id = built.map(Image::getId).orElseGet(() -> had(() -> builder.obtain(plan.hash(), plan.recipe())));
        return built.isPresent()
                ? identified(plan.name(), id, ImageSource.LOCAL, "built on this machine before, from sources", version)
                : identified(plan.name(), id, ImageSource.BUILT, "sources of the product", version);
    }

    /** What goes wrong on the way to a release says that it cannot be had, and nothing about the release. */
    private static <T> T had(Supplier<T> way) {
        try {
            return way.get();
        } catch (BrokenEnvironment e) {
            throw new ReleaseUnobtainable(e);
        }
    }

    private void requireKnown(Version version, Pull.Missing missing) {
        List<Version> releases = index.releases(product.packageName());
        if (releases.contains(version)) {
            return;
        }
        boolean published = product.image().registry() != null
                && product.image().registry().commits().keySet().stream()
                        .map(Version::parse)
                        .anyMatch(version::equals);
        if (published && !missing.reached()) {
            throw new BrokenEnvironment(version + " is published as a container image only, and it cannot be pulled: "
                    + missing.why() + ".");
        }
        throw new UsageError("There is no release " + version + " of " + product.packageName()
                + " in the package index (nor an image: " + missing.why() + "); the nearest are "
                + join(PackageIndex.nearest(releases, version)) + ".");
    }

    private GatewayImage identified(String name, String id, ImageSource source, String origin, Version asked) {
        ImageIdentity.Installed installed = identity.of(name, id, product);
        if (asked != null && !asked.equals(installed.version())) {
            throw new BrokenEnvironment("The image " + name + " (" + origin + ") holds release " + installed.version()
                    + " although " + asked + " was asked for; remove it with docker rmi " + name + ".");
        }
        return new GatewayImage(name, id, source, origin, installed.version(), installed.heads(), installed.python());
    }

    private static String join(List<Version> versions) {
        return String.join(", ", versions.stream().map(Version::toString).toList());
    }
}

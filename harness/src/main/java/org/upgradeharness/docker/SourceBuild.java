package org.upgradeharness.docker;

import java.util.HashMap;
import java.util.Map;
import org.upgradeharness.product.ImageSpec;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** Plans the build of a release that is made of a tree of files: the libraries once for all, each release on top of them. */
final class SourceBuild {
    private final Product product;
    private final ImageSpec.Source source;
    private final FixtureSource fixtures;
    private final BaseImages bases;
    private final ImageBuilder builder;

    SourceBuild(Product product, FixtureSource fixtures, BaseImages bases, ImageBuilder builder) {
        this.product = product;
        this.source = product.image().source();
        this.fixtures = fixtures;
        this.bases = bases;
        this.builder = builder;
    }

    /** The image with the libraries; it alone asks the package index. */
    ReleaseBuild.Plan dependencies() {
        String name = image("dependencies");
        Map<String, byte[]> files = Map.of(
                "Containerfile", read(source.dependencies()),
                "requirements.txt", read(source.requirements()));
        String hash = new Recipe(name, "", files, Map.of(), Map.of("BASE", bases.hash())).hash();
        return new ReleaseBuild.Plan(name, hash, () -> {
            Map<String, byte[]> context = new HashMap<>(files);
            context.put("ca.pem", builder.certificates());
            Map<String, String> stages = Map.of("BASE", bases.python(), "BUILDER", bases.installer());
            return new Recipe(name, "package index", context, Map.of(), stages);
        });
    }

    ReleaseBuild.Plan ofRelease(Version version) {
        String name = image(version.toString());
        Map<String, byte[]> files = new HashMap<>();
        files.put("Containerfile", read(product.image().containerfile()));
        fixtures.files("products/" + product.name() + "/" + source.folder())
                .forEach((path, content) -> files.put(source.folder() + "/" + path, content));
        ReleaseBuild.Plan below = dependencies();
        String release = version.toString();
        String hash = new Recipe(name, "", files, Map.of(), Map.of("BASE", below.hash(), "RELEASE", release)).hash();
        return new ReleaseBuild.Plan(name, hash, () -> {
            String base = builder.obtain(below.hash(), below.recipe());
            return new Recipe(
                    name,
                    "sources of the product " + product.name(),
                    files,
                    Map.of(),
                    Map.of("BASE", base, "RELEASE", release));
        });
    }

    private byte[] read(String file) {
        return fixtures.read("products/" + product.name() + "/" + file);
    }

    private String image(String tag) {
        return "upgrade-harness/" + product.name() + ":" + tag;
    }
}

package org.upgradeharness.docker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.upgradeharness.product.ImageSpec;
import org.upgradeharness.product.Product;

/** What the tests of this package build images with: the real fixtures, from the source tree. */
final class Workshop {
    static final Path FIXTURES_FOLDER =
            Path.of("..", "fixtures").toAbsolutePath().normalize();
    static final FixtureSource FIXTURES = FixtureSource.folder(FIXTURES_FOLDER);

    private Workshop() {}

    /** ContextForge as far as its images go. */
    static Product contextForge() {
        ObjectMapper yaml =
                new ObjectMapper(new YAMLFactory()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try {
            JsonNode tree =
                    yaml.readTree(Files.readString(FIXTURES_FOLDER.resolve("products/contextforge/product.yaml")));
            return product(tree.path("package").asText(), yaml.treeToValue(tree.path("image"), ImageSpec.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Product product(String packageName, ImageSpec image) {
        return new Product(
                "contextforge",
                "ContextForge",
                packageName,
                Map.of("RC1", org.upgradeharness.product.Version.parse("1.0.0rc1")),
                null,
                image,
                null,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}

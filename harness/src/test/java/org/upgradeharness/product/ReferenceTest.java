package org.upgradeharness.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.store.Engine;

/** The description of the reference gateway, read as a run reads it. */
class ReferenceTest {
    private static final Path FOLDER = Path.of("..", "fixtures", "products", "reference");
    private static final String TEXT = read(FOLDER.resolve("product.yaml"));
    private static final Product PRODUCT = StrictYaml.load("product.yaml", TEXT, Product.class);

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Version v(String text) {
        return Version.parse(text);
    }

    @Test
    void isMadeOfItsSourcesInFourReleases() {
        ImageSpec.Source source = PRODUCT.image().source();
        assertThat(source.releases()).isSorted();
        assertThat(source.releases())
                .extracting(Version::toString)
                .containsExactly("0.9.0", "1.0.0rc1", "1.0.0", "1.1.0");
        assertThat(source.latest()).contains(v("1.1.0"));
        assertThat(PRODUCT.image().registry()).isNull();
        assertThat(PRODUCT.image().requirements(v("1.0.0"))).isEmpty();
        assertThat(FOLDER.resolve(source.folder())).isDirectoryContaining("glob:**/install.py");
    }

    @Test
    void everyMigrationBelongsToARelease() throws IOException {
        try (var files = Files.list(FOLDER.resolve("source/reference_gateway/migrations/versions"))) {
            List<Path> revisions =
                    files.filter(f -> f.toString().endsWith(".py")).toList();
            assertThat(revisions)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(revision -> assertThat(read(revision))
                            .containsPattern("(?m)^release = \"(0\\.9\\.0|1\\.0\\.0rc1|1\\.0\\.0|1\\.1\\.0)\"$")
                            .contains("def upgrade():", "def downgrade():"));
        }
    }

    @Test
    void declaresNothingThatItsReleasesDoNotDo() {
        assertThat(AllowedChange.of(PRODUCT.allowedChanges(), v("1.0.0rc1"), v("1.0.0"), Engine.SQLITE))
                .hasSize(7);
        assertThat(AllowedChange.of(PRODUCT.allowedChanges(), v("1.0.0"), v("1.0.0"), Engine.SQLITE))
                .as("a restart changes nothing")
                .isEmpty();
        assertThat(read(FOLDER.resolve("known-findings.yaml"))).contains("findings: []");
    }

    @Test
    void isEitherMadeOfSourcesOrGot() {
        String both = TEXT.replace("  source:\n", "  registry: { repository: a/b }\n  source:\n");
        assertThatThrownBy(() -> StrictYaml.load("product.yaml", both, Product.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("with \"source\" there is neither \"registry\" nor \"requirements\"");
    }
}

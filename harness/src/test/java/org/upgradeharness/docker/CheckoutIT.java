package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.ImageSpec;
import org.upgradeharness.product.Product;

/** A release built from a checkout: of a tiny package that needs nothing from any index. */
class CheckoutIT {
    private static final Labels LABELS =
            Labels.of("checkout-it-" + ProcessHandle.current().pid());
    private static final HostEnvironment ENVIRONMENT = HostEnvironment.current();
    /** A build back end in the tree: it packs the package with the few lines of Alembic that an image is asked by. */
    private static final String BACK_END = """
            import os, zipfile

            def build_wheel(folder, config_settings=None, metadata_directory=None):
                version = open("VERSION").read().strip()
                info = "%s-%s.dist-info/" % (NAME, version)
                files = {
                    NAME + "/__init__.py": "",
                    NAME + "/alembic.ini": "[alembic]",
                    "alembic/__init__.py": "",
                    "alembic/config.py": "class Config:\\n    def __init__(self, path): pass",
                    "alembic/script.py": "class ScriptDirectory:\\n    @classmethod\\n    def from_config(cls, c): return cls()\\n"
                        "    def get_heads(self): return ['abc123']",
                    info + "METADATA": "Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (NAME, version),
                    info + "WHEEL": "Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
                }
                name = "%s-%s-py3-none-any.whl" % (NAME, version)
                with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
                    for path, text in files.items():
                        wheel.writestr(path, text)
                    wheel.writestr(info + "RECORD", "".join(path + ",,\\n" for path in [*files, info + "RECORD"]))
                return name
            """;

    @TempDir
    Path checkout;

    private final List<String> progress = new ArrayList<>();
    private final List<String> made = new ArrayList<>();
    private ContainerEngine engine;

    @BeforeEach
    void connect() throws IOException {
        engine = ContainerEngine.connect(ENVIRONMENT);
        write("tiny_gateway", "2.5.0rc1");
    }

    @AfterEach
    void remove() {
        made.forEach(
                image -> engine.client().removeImageCmd(image).withForce(true).exec());
        new Sweep(engine).run(LABELS);
    }

    private void write(String name, String version) throws IOException {
        Files.writeString(
                checkout.resolve("pyproject.toml"),
                "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n");
        Files.writeString(checkout.resolve("backend.py"), "NAME = \"" + name + "\"\n" + BACK_END);
        Files.writeString(checkout.resolve("VERSION"), version);
    }

    private GatewayImage obtain() {
        ImageSpec image = new ImageSpec("Containerfile", "/app/.venv/bin/python", null, List.of(), null);
        Product product = Workshop.product("tiny-gateway", image);
        ReleaseImages images = ReleaseImages.of(engine, product, Workshop.FIXTURES, LABELS, ENVIRONMENT, progress::add);
        try {
            return images.obtain(ReleaseRequest.parse("source=" + checkout, product));
        } finally {
            progress.stream()
                    .filter(line -> line.startsWith("built "))
                    .map(line -> line.split(" ")[1])
                    .filter(name -> name.contains("source-") && !made.contains(name))
                    .forEach(name -> made.add(0, name));
        }
    }

    @Test
    void buildsItOnceAndFindsTheVersionInside() throws IOException {
        GatewayImage first = obtain();
        assertThat(first.version()).hasToString("2.5.0rc1");
        assertThat(first.heads()).containsExactly("abc123");
        assertThat(first.source()).isEqualTo(ImageSource.NAMED);
        assertThat(first.origin()).startsWith("checkout " + checkout + ", content ");
        assertThat(first.name()).startsWith("upgrade-harness/contextforge:2.5.0rc1-source-");
        try (Stream<Path> files = Files.list(checkout)) {
            assertThat(files).as("nothing is written into the checkout").hasSize(3);
        }
        progress.clear();
        assertThat(obtain().id()).isEqualTo(first.id());
        assertThat(progress).isEmpty();

        write("tiny_gateway", "2.5.0");
        GatewayImage edited = obtain();
        assertThat(edited.version()).hasToString("2.5.0");
        assertThat(edited.id()).isNotEqualTo(first.id());
    }

    @Test
    void refusesTheSourcesOfSomethingElse() throws IOException {
        write("other_thing", "1.0.0");
        assertThatThrownBy(this::obtain)
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is of other_thing, not of tiny-gateway");
    }

    @Test
    void saysWhyItCannotBeBuilt() throws IOException {
        Files.writeString(checkout.resolve("backend.py"), "raise RuntimeError('no back end today')");
        assertThatThrownBy(this::obtain)
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("wheel of the checkout " + checkout)
                .hasMessageContaining("no back end today");
    }
}

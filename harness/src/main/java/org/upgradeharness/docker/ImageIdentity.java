package org.upgradeharness.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** Reads from an image which release is inside, once per image on this machine. */
final class ImageIdentity {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OneOff oneOff;
    private final Path cache;
    private final String script;

    ImageIdentity(OneOff oneOff, Path cacheFolder) {
        this.oneOff = oneOff;
        this.script = script();
        // Another script may find something else.
        this.cache = cacheFolder.resolve("identity-" + Integer.toHexString(script.hashCode()));
    }

    /** What is installed in an image. */
    record Installed(Version version, List<String> heads, String python) {}

    Installed of(String image, String id, Product product) {
        Path file = cache.resolve(product.name() + "-" + id.replaceFirst("^sha256:", "") + ".json");
        try {
            if (Files.isReadable(file)) {
                return installed(JSON.readTree(Files.readString(file)));
            }
            JsonNode said = ask(image, id, product);
            Installed installed = installed(said);
            Files.createDirectories(cache);
            Path fresh = Files.createTempFile(cache, "identity", ".new");
            Files.writeString(fresh, said.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException("The cache " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private JsonNode ask(String image, String id, Product product) {
        HostProcess.Ended ended;
        try {
            ended = oneOff.run(
                    OneOff.Task.offline(id, List.of(product.image().python(), "-c", script, product.packageName())));
        } catch (BrokenEnvironment e) {
            throw new BrokenEnvironment(
                    "The image " + image + " does not tell which release of " + product.title() + " it is: "
                            + product.image().python() + " cannot be run in it. " + e.getMessage(),
                    e);
        }
        List<String> lines = ended.output().lines();
        if (ended.exit() != 0 || lines.isEmpty()) {
            throw new BrokenEnvironment(
                    "The image " + image + " holds no release of " + product.packageName() + " that can be read (exit "
                            + ended.exit() + "). " + ended.output().lastWords());
        }
        try {
            return JSON.readTree(lines.get(lines.size() - 1));
        } catch (IOException e) {
            throw new BrokenEnvironment(
                    "The image " + image + " does not tell its release. "
                            + ended.output().lastWords(),
                    e);
        }
    }

    private static Installed installed(JsonNode said) {
        List<String> heads = new ArrayList<>();
        said.path("heads").forEach(head -> heads.add(head.asText()));
        return new Installed(
                Version.parse(said.path("version").asText()),
                List.copyOf(heads),
                said.path("python").asText());
    }

    private static String script() {
        try (InputStream in = ImageIdentity.class.getResourceAsStream("identity.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

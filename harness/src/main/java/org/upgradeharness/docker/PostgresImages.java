package org.upgradeharness.docker;

import com.github.dockerjava.api.model.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;

/** Gets the image of the PostgreSQL server: the published one where it can be had, else Debian's. */
public final class PostgresImages {
    private static final String PUBLISHED = "postgres:17";
    private static final String REPOSITORY = "upgrade-harness/postgres";
    private static final String UNNAMED = ":unnamed";
    private static final String FOLDER = "images/postgres/";
    private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+(\\.\\d+)*)");

    private final ContainerEngine engine;
    private final Pull pull;
    private final ImageBuilder builder;
    private final BaseImages bases;
    private final FixtureSource fixtures;
    private final OneOff oneOff;

    private PostgresImages(
            ContainerEngine engine,
            Pull pull,
            ImageBuilder builder,
            BaseImages bases,
            FixtureSource fixtures,
            OneOff oneOff) {
        this.engine = engine;
        this.pull = pull;
        this.builder = builder;
        this.bases = bases;
        this.fixtures = fixtures;
        this.oneOff = oneOff;
    }

    /** Gets the image for one run; {@code progress} takes one line for whatever takes long. */
    public static PostgresImages of(
            ContainerEngine engine,
            FixtureSource fixtures,
            Labels labels,
            HostEnvironment environment,
            Consumer<String> progress) {
        Pull pull = new Pull(new EngineImages(engine), new RegistryReach(engine.info()), progress);
        ImageBuilder builder = new ImageBuilder(engine, labels, environment, progress);
        return new PostgresImages(
                engine,
                pull,
                builder,
                new BaseImages(builder, pull, fixtures, labels),
                fixtures,
                new OneOff(engine, labels));
    }

    /**
     * The image, pulled or built now if this machine has none.
     *
     * @throws BrokenEnvironment if it can neither be pulled nor built
     */
    public PostgresImage obtain() {
        Optional<String> local = pull.local(PUBLISHED);
        if (local.isPresent()) {
            return new PostgresImage(
                    PUBLISHED, local.get(), ImageSource.LOCAL, "already on this machine", version(local.get()));
        }
        Map<String, byte[]> files = Map.of(
                "Containerfile", fixtures.read(FOLDER + "Containerfile"),
                "entrypoint.sh", fixtures.read(FOLDER + "entrypoint.sh"));
        String hash = new Recipe(REPOSITORY, "", files, Map.of(), Map.of("BASE", bases.hash())).hash();
        Optional<Image> built = builder.find(hash);
        if (built.isPresent()) {
            return named(built.get().getId(), ImageSource.LOCAL, "built on this machine before, from Debian packages");
        }
        Pull.Outcome outcome = pull.first(List.of(PUBLISHED));
        if (outcome instanceof Pull.Got got) {
            return new PostgresImage(
                    PUBLISHED, got.id(), ImageSource.REGISTRY, "registry " + PUBLISHED, version(got.id()));
        }
        String why = ((Pull.Missing) outcome).why();
        String id = builder.obtain(
                hash,
                () -> new Recipe(
                        REPOSITORY + UNNAMED, "Debian packages", files, Map.of(), Map.of("BASE", bases.python())));
        return named(id, ImageSource.BUILT, "Debian packages, because " + why);
    }

    /** Which version it is shows only once it is there. */
    private PostgresImage named(String id, ImageSource source, String origin) {
        Image image = engine.client().listImagesCmd().withReferenceFilter(REPOSITORY).exec().stream()
                .filter(i -> i.getId().equals(id))
                .findFirst()
                .orElse(null);
        String tagged = image == null || image.getRepoTags() == null
                ? ""
                : List.of(image.getRepoTags()).stream()
                        .filter(tag -> tag.matches(REPOSITORY + ":\\d[\\d.]*"))
                        .findFirst()
                        .orElse("");
        if (!tagged.isEmpty()) {
            return new PostgresImage(tagged, id, source, origin, tagged.substring(REPOSITORY.length() + 1));
        }
        String version = version(id);
        engine.client().tagImageCmd(id, REPOSITORY, version).exec();
        pull.local(REPOSITORY + UNNAMED)
                .filter(id::equals)
                .ifPresent(i ->
                        engine.client().removeImageCmd(REPOSITORY + UNNAMED).exec());
        return new PostgresImage(REPOSITORY + ":" + version, id, source, origin, version);
    }

    private String version(String id) {
        HostProcess.Ended ended = oneOff.run(OneOff.Task.offline(id, List.of("postgres", "--version")));
        String said = String.join("\n", ended.output().lines());
        Matcher m = VERSION.matcher(said);
        if (ended.exit() != 0 || !m.find()) {
            throw new BrokenEnvironment(
                    "The image " + id + " is no PostgreSQL. " + ended.output().lastWords());
        }
        return m.group(1);
    }
}

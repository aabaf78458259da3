package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.ImageSpec;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** The registry's branch of getting an image, against a real registry on 127.0.0.1. */
class RegistryIT {
    /** A shell, what it is linked with, and a program that says it is release 1.2.3: an image of three megabytes. */
    private static final String CONTAINERFILE = """
            FROM %s AS build
            ARG STAGE
            LABEL org.upgradeharness.stage="${STAGE}"
            RUN mkdir /out && cp --parents -L /bin/dash $(ldd /bin/dash | grep -o '/[^ ]*') /out
            FROM scratch
            COPY --from=build /out /
            COPY identity /identity
            """;

    private static final Labels LABELS =
            Labels.of("registry-it-" + ProcessHandle.current().pid());

    @TempDir
    static Path folder;

    private static ContainerEngine engine;
    private static TestRegistry registry;
    private static HostEnvironment environment;

    @BeforeAll
    static void publish() throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("XDG_CACHE_HOME", folder.toString());
        environment = new HostEnvironment(variables);
        engine = ContainerEngine.connect(environment);
        registry = TestRegistry.start(folder);
        String base = new BaseImages(
                        new ImageBuilder(engine, LABELS, environment, line -> {}),
                        new Pull(new EngineImages(engine), new RegistryReach(engine.info()), line -> {}),
                        Workshop.FIXTURES,
                        LABELS)
                .python();
        Map<String, byte[]> files = Map.of(
                "Containerfile",
                CONTAINERFILE.formatted(base).getBytes(StandardCharsets.UTF_8),
                "identity",
                ("#!/bin/dash\n" + "echo '{\"version\": \"1.2.3\", \"heads\": [\"abc\"], \"python\": \"3.12.1\"}'\n")
                        .getBytes(StandardCharsets.UTF_8));
        Recipe recipe = new Recipe(name("v1.2.3"), "test", files, Map.of(), Map.of());
        String id = new ImageBuilder(engine, LABELS, environment, line -> {}).obtain(recipe.hash(), () -> recipe);
        DockerClient client = engine.client();
        for (String tag : List.of("v1.2.3", "v9.9.9")) {
            client.tagImageCmd(id, registry.host() + "/test/gateway", tag).exec();
            client.pushImageCmd(name(tag))
                    .exec(new com.github.dockerjava.api.async.ResultCallback.Adapter<>())
                    .awaitCompletion(60, TimeUnit.SECONDS);
        }
        client.removeImageCmd(id).withForce(true).exec();
    }

    @AfterAll
    static void remove() {
        registry.close();
        forget();
        new Sweep(engine).run(LABELS);
    }

    @BeforeEach
    void forgetWhatOtherTestsPulled() {
        forget();
    }

    private static void forget() {
        for (String tag : List.of("v1.2.3", "v9.9.9")) {
            if (new EngineImages(engine).local(name(tag)).isPresent()) {
                engine.client().removeImageCmd(name(tag)).exec();
            }
        }
    }

    @Test
    void pullsTheFirstCandidateThatIsThereAndThenHasItLocally() {
        GatewayImage pulled = images().obtain(asked("1.2.3"));
        assertThat(pulled.source()).isEqualTo(ImageSource.REGISTRY);
        assertThat(pulled.name()).isEqualTo(name("v1.2.3"));
        assertThat(pulled.version()).isEqualTo(Version.parse("1.2.3"));
        assertThat(pulled.heads()).containsExactly("abc");

        GatewayImage again = images().obtain(asked("1.2.3"));
        assertThat(again.source()).isEqualTo(ImageSource.LOCAL);
        assertThat(again.id()).isEqualTo(pulled.id());
    }

    @Test
    void refusesAnImageThatIsNotTheReleaseItIsCalled() {
        assertThatThrownBy(() -> images().obtain(asked("9.9.9")))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("holds release 1.2.3 although 9.9.9 was asked for");
    }

    @Test
    void takesWhatTheUserNamedAndSaysWhatIsNotThere() {
        GatewayImage named = images().obtain(new ReleaseRequest.Image(name("v1.2.3")));
        assertThat(named.source()).isEqualTo(ImageSource.NAMED);
        assertThatThrownBy(() -> images().obtain(new ReleaseRequest.Image(name("v0"))))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is not on this machine and cannot be pulled")
                .hasMessageContaining("the registry has no such tag");
    }

    private static ReleaseImages images() {
        ImageSpec.Registry published = new ImageSpec.Registry(
                registry.host() + "/test/gateway",
                List.of(new ImageSpec.Tags(null, null, List.of("{version}", "v{version}"))),
                Map.of());
        Product product = Workshop.product(
                "test-gateway", new ImageSpec("Containerfile", "/identity", published, List.of(), null));
        return ReleaseImages.of(engine, product, Workshop.FIXTURES, LABELS, environment, line -> {});
    }

    private static ReleaseRequest asked(String version) {
        return new ReleaseRequest.Numbered(Version.parse(version));
    }

    private static String name(String tag) {
        return registry.host() + "/test/gateway:" + tag;
    }
}

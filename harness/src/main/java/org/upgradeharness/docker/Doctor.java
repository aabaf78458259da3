package org.upgradeharness.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** Looks at everything a run needs, starts nothing, and tells all that is missing at once. */
public final class Doctor {
    private static final long GIB = 1L << 30;
    private static final long MEMORY = 2 * GIB;
    private static final long IMAGE_DISK = 4 * GIB;
    private static final long TEMPORARY_DISK = GIB;
    private static final int OLDEST_MAJOR = 20;
    private static final int OLDEST_MINOR = 10;

    /** What every build installs with. */
    private static final String INSTALLER = "uv";

    private final HostEnvironment environment;
    private final Product product;

    public Doctor(HostEnvironment environment, Product product) {
        this.environment = environment;
        this.product = product;
    }

    /** All checks, in the order in which a run comes upon them. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(disk("temporary folder", Path.of(System.getProperty("java.io.tmpdir")), TEMPORARY_DISK));
        try {
            ContainerEngine engine = ContainerEngine.connect(environment);
            checks.add(engineVersion(engine.version()));
            checks.add(memory(engine.info().getMemTotal()));
            engineDisk(engine).ifPresent(checks::add);
            checks.addAll(images(engine));
        } catch (BrokenEnvironment e) {
            checks.add(Check.missing(
                    "container engine",
                    e.getMessage(),
                    "install and start Docker 20.10 or newer; ./upgrade run does"
                            + " both on Debian and Ubuntu as root"));
        }
        return List.copyOf(checks);
    }

    /** Whether a run can begin. */
    public static boolean isReady(List<Check> checks) {
        return checks.stream().noneMatch(c -> c.state() == Check.State.MISSING);
    }

    /** The checks as a table for a terminal. */
    public static String render(List<Check> checks) {
        int width = checks.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-7s  %-" + Math.max(1, width) + "s  %s%n",
                    check.state().id(),
                    check.name(),
                    check.found()));
            if (!check.cure().isEmpty()) {
                text.append(" ".repeat(11 + width))
                        .append("cure: ")
                        .append(check.cure())
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private List<Check> images(ContainerEngine engine) {
        List<Check> checks = new ArrayList<>();
        RegistryReach reach = new RegistryReach(engine.info());
        Optional<String> published = reach.problem(ImageName.parse(BaseImages.PUBLISHED));
        boolean base = new Pull(new EngineImages(engine), reach, line -> {})
                .local("upgrade-harness/python:base")
                .isPresent();
        if (product.image().registry() != null) {
            Optional<String> problem =
                    reach.problem(ImageName.parse(product.image().registry().repository()));
            checks.add(Check.info(
                    "registry of the product",
                    problem.map(p -> p + ": releases are built here from the package index")
                            .orElse(product.image().registry().repository() + " answers")));
        }
        checks.add(Check.info("registry of base images", published.orElse("answers")));
        if (base || published.isEmpty()) {
            checks.add(Check.ok("base image", base ? "made already" : "can be pulled"));
        } else if (HostProcess.has("mmdebstrap")) {
            checks.add(Check.ok("base image", "mmdebstrap can make one of Debian packages"));
        } else {
            checks.add(Check.missing(
                    "base image", "none here, none to be pulled, no mmdebstrap", "apt-get install mmdebstrap"));
        }
        checks.add(product.image().source() == null ? packageIndex(product.packageName()) : libraries(engine));
        return checks;
    }

    /** What is made of sources asks the package index for its libraries, once. */
    private Check libraries(ContainerEngine engine) {
        return new EngineImages(engine)
                .local("upgrade-harness/" + product.name() + ":dependencies")
                .map(id -> Check.ok("libraries of " + product.title(), "here; nothing is asked of the package index"))
                .orElseGet(() -> packageIndex(INSTALLER));
    }

    private Check packageIndex(String packageName) {
        if (!HostProcess.has("python3")) {
            return Check.info("package index", "not asked, there is no python3 on this machine; a build will show it");
        }
        try {
            HostProcess.Ended ended = HostIndex.ask(packageName);
            List<Version> releases = PackageIndex.parse(ended.output().lines());
            if (!releases.isEmpty()) {
                return Check.ok(
                        "package index",
                        releases.size() + " releases of " + packageName + ", latest "
                                + PackageIndex.latest(releases)
                                        .map(Version::toString)
                                        .orElse("none"));
            }
            if (String.join(" ", ended.output().lines()).contains("No module named pip")) {
                return Check.info("package index", "not asked, python3 has no pip here; a build will show it");
            }
            return Check.missing(
                    "package index",
                    ended.output().lastWords(),
                    "needed for releases without an image here; name a mirror with PIP_INDEX_URL");
        } catch (BrokenEnvironment e) {
            return Check.missing(
                    "package index",
                    e.getMessage(),
                    "needed for releases without an image here; name a mirror with PIP_INDEX_URL");
        }
    }

    private static Check java() {
        int feature = Runtime.version().feature();
        String found = Runtime.version().toString() + " at " + System.getProperty("java.home");
        return feature >= 17 ? Check.ok("Java", found) : Check.missing("Java", found, "install JDK 17 or newer");
    }

    static Check engineVersion(String version) {
        String[] parts = version.split("\\D+", 3);
        int major = parts.length > 0 && !parts[0].isEmpty() ? Integer.parseInt(parts[0]) : 0;
        int minor = parts.length > 1 && !parts[1].isEmpty() ? Integer.parseInt(parts[1]) : 0;
        return major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR
                ? Check.ok("container engine", "version " + version)
                : Check.missing("container engine", "version " + version, "install Docker 20.10 or newer");
    }

    static Check memory(Long bytes) {
        if (bytes == null) {
            return Check.info("memory of the engine", "the engine does not tell");
        }
        String found = inGib(bytes);
        return bytes >= MEMORY
                ? Check.ok("memory of the engine", found)
                : Check.missing("memory of the engine", found, "give the engine " + inGib(MEMORY) + " or more");
    }

    private Optional<Check> engineDisk(ContainerEngine engine) {
        String folder = engine.info().getDockerRootDir();
        boolean here = environment.dockerHost().map(h -> h.startsWith("unix:")).orElse(true);
        return here && folder != null && Files.isDirectory(Path.of(folder))
                ? Optional.of(disk("disk of the engine", Path.of(folder), IMAGE_DISK))
                : Optional.empty();
    }

    private static Check disk(String name, Path folder, long needed) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String found = inGib(free) + " free in " + folder;
            return free >= needed && Files.isReadable(folder)
                    ? Check.ok(name, found)
                    : Check.missing(name, found, "free " + inGib(needed) + " there");
        } catch (IOException e) {
            return Check.missing(name, folder + " cannot be looked at: " + e.getMessage(), "make it readable");
        }
    }

    private static String inGib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}

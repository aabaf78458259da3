package org.upgradeharness.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;

/** A release of a chart in a namespace, in Helm's sense of the word. */
public final class HelmRelease {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path chart;
    private final String namespace;
    private final String kubeconfig;
    private final Path folder;

    HelmRelease(String name, Path chart, String namespace, String kubeconfig, Path folder) {
        this.name = name;
        this.chart = chart;
        this.namespace = namespace;
        this.kubeconfig = kubeconfig;
        this.folder = folder;
    }

    /**
     * Installs it and waits until everything in it is ready.
     *
     * @throws BrokenEnvironment if it is not within the limit
     */
    public void install(Map<String, ?> values, Duration limit) {
        Path file = written(values);
        try {
            new Helm(chart)
                    .install()
                    .withName(name)
                    .withNamespace(namespace)
                    .withKubeConfigContents(kubeconfig)
                    .withValuesFile(file)
                    .withTimeout((int) limit.toSeconds())
                    .waitReady()
                    .call();
        } catch (IllegalStateException e) {
            throw new BrokenEnvironment("helm install " + name + " failed: " + said(e), e);
        } finally {
            Interrupts.takeBack();
            remove(file);
        }
    }

    /** That Helm gave an upgrade up: a hook failed, or the cluster refused an object. */
    public static final class UpgradeFailed extends Exception {
        private static final long serialVersionUID = 1L;

        UpgradeFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Upgrades it: waits for the hooks, changes the objects, and does not wait for what comes of it.
     *
     * @throws UpgradeFailed if Helm says so
     */
    public void upgrade(Map<String, ?> values, Duration limit) throws UpgradeFailed {
        Path file = written(values);
        try {
            new Helm(chart)
                    .upgrade()
                    .withName(name)
                    .withNamespace(namespace)
                    .withKubeConfigContents(kubeconfig)
                    .withValuesFile(file)
                    .withTimeout((int) limit.toSeconds())
                    .resetValues()
                    .call();
        } catch (IllegalStateException e) {
            throw new UpgradeFailed(said(e), e);
        } finally {
            Interrupts.takeBack();
            remove(file);
        }
    }

    private static String said(IllegalStateException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /** JSON is YAML; secrets are in it, so that nobody else may read it. */
    private Path written(Map<String, ?> values) {
        try {
            Path file = Files.createTempFile(
                    folder,
                    name,
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, JSON.writeValueAsString(values));
        } catch (IOException e) {
            throw new BrokenEnvironment("The values for helm cannot be written: " + e.getMessage(), e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new BrokenEnvironment("The values for helm cannot be removed: " + e.getMessage(), e);
        }
    }
}

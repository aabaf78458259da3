package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.ApiChange;
import org.upgradeharness.judge.LogAllowance;
import org.upgradeharness.store.Engine;

/**
 * A family of gateways under test, as its {@code product.yaml} describes it.
 *
 * @param name short name, also the folder's
 * @param title name for people
 * @param packageName the package in the package index
 * @param aliases other names of releases, such as {@code GA}
 * @param defaults the releases of a run that names none
 * @param image how images are got
 * @param start how a gateway is started and known to be ready
 * @param databaseUrl database URLs by engine and range
 * @param settings environment variables by range, later ones win
 * @param secrets names of secret settings and their lengths; made anew for every run
 * @param migrators the ways to migrate a store without starting a gateway
 * @param alembic the Alembic configuration inside the installed package, as {@code package:path}
 * @param settingsProbe a command inside the image that prints the names of all settings which the release knows, one a line
 * @param configurations settings that may differ between old and new, with what comes of it
 * @param streams paths of GETs that never end, and so are not asked for
 * @param lacks what releases cannot do over their API, by range
 * @param features what release notes promise
 * @param allowedChanges changes of rows that a release may make
 * @param apiChanges changes of answers that a release may make
 * @param logAllowed lines of a log that are no error
 * @param goingBack what is lost by going back over a release
 * @param rolling what is known for rolling upgrades
 */
public record Product(
        String name,
        String title,
        @JsonProperty("package") String packageName,
        Map<String, Version> aliases,
        Defaults defaults,
        ImageSpec image,
        StartSpec start,
        Map<Engine, List<DatabaseUrl>> databaseUrl,
        List<Settings> settings,
        Map<String, Integer> secrets,
        Map<String, MigratorSpec> migrators,
        String alembic,
        List<String> settingsProbe,
        List<Configuration> configurations,
        List<String> streams,
        List<Lack> lacks,
        List<Feature> features,
        List<AllowedChange> allowedChanges,
        List<ApiChange> apiChanges,
        List<LogAllowance> logAllowed,
        List<GoingBack> goingBack,
        RollingSpec rolling) {

    public Product {
        settingsProbe = settingsProbe == null ? List.of() : List.copyOf(settingsProbe);
        configurations = configurations == null ? List.of() : List.copyOf(configurations);
        streams = streams == null ? List.of() : List.copyOf(streams);
        lacks = lacks == null ? List.of() : List.copyOf(lacks);
        features = features == null ? List.of() : List.copyOf(features);
        allowedChanges = allowedChanges == null ? List.of() : List.copyOf(allowedChanges);
        apiChanges = apiChanges == null ? List.of() : List.copyOf(apiChanges);
        logAllowed = logAllowed == null ? List.of() : List.copyOf(logAllowed);
        goingBack = goingBack == null ? List.of() : List.copyOf(goingBack);
        rolling = rolling == null ? RollingSpec.USUAL : rolling;
    }

    /** The releases of a run that names none. */
    public record Defaults(String from, String to) {}

    /** A database URL with {@code {user}}-like places, for a range of releases. */
    public record DatabaseUrl(Version since, Version before, String url) implements Ranged {}

    /** Environment variables for a range of releases. */
    public record Settings(Version since, Version before, Map<String, String> values, String reason)
            implements Ranged {}

    /** The same product with another limit for a start. */
    public Product readyWithin(int seconds) {
        return new Product(
                name,
                title,
                packageName,
                aliases,
                defaults,
                image,
                new StartSpec(start.command(), start.port(), seconds, start.stopSeconds(), start.ready()),
                databaseUrl,
                settings,
                secrets,
                migrators,
                alembic,
                settingsProbe,
                configurations,
                streams,
                lacks,
                features,
                allowedChanges,
                apiChanges,
                logAllowed,
                goingBack,
                rolling);
    }

    /** The database URL of a release on an engine, with its places still open. */
    public String databaseUrl(Engine engine, Version version) {
        return databaseUrl.getOrDefault(engine, List.of()).stream()
                .filter(u -> u.range().contains(version))
                .map(DatabaseUrl::url)
                .findFirst()
                .orElseThrow(() -> new UsageError("product.yaml of " + name + " names no databaseUrl for " + version
                        + " on " + engine.id() + "; add a range that contains it."));
    }

    /** The settings of a release, without secrets and database. */
    public Map<String, String> settings(Version version) {
        Map<String, String> merged = new LinkedHashMap<>();
        settings.stream().filter(s -> s.range().contains(version)).forEach(s -> merged.putAll(s.values()));
        return merged;
    }

    /**
     * The settings of a release that an installation was upgraded to: people keep the settings they have, and add what the
     * new release needs.
     */
    public Map<String, String> settings(Version from, Version to) {
        Map<String, String> kept = settings(from);
        settings.stream()
                .filter(s -> s.range().contains(to) && !s.range().contains(from))
                .forEach(s -> kept.putAll(s.values()));
        return kept;
    }

    /** What a release cannot do over its API. */
    public List<Lack> lacks(Version version) {
        return lacks.stream().filter(l -> l.range().contains(version)).toList();
    }

    /** The configuration of that name; a product need not declare those of another. */
    public Optional<Configuration> configuration(String wanted) {
        return configurations.stream().filter(c -> c.name().equals(wanted)).findFirst();
    }

    /** The version that an alias or a spelled number stands for. */
    public Version resolve(String name) {
        for (Map.Entry<String, Version> alias : aliases.entrySet()) {
            if (alias.getKey().equalsIgnoreCase(name)) {
                return alias.getValue();
            }
        }
        if (Version.isVersion(name)) {
            return Version.parse(name);
        }
        List<String> words = new ArrayList<>(aliases.keySet());
        words.add("latest");
        throw new UsageError("\"" + name + "\" is no release of " + title
                + Nearest.of(name, words).map(n -> " (did you mean " + n + "?)").orElse("") + ": allowed are "
                + String.join(", ", aliases.keySet())
                + ", latest, a number such as " + aliases.values().iterator().next()
                + ", image=NAME, wheel=FILE or source=CHECKOUT.");
    }
}

package org.upgradeharness.scenarios.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.UsageError;
import picocli.CommandLine.Option;

/** Options that say which product and releases are meant. */
final class ReleaseOptions {
    /** The product of a run that names none. */
    static final String USUAL = "contextforge";

    @Option(
            names = "--product",
            defaultValue = USUAL,
            paramLabel = "NAME",
            description = "Product under test (default: ${DEFAULT-VALUE}).")
    String product;

    @Option(
            names = "--from",
            paramLabel = "RELEASE",
            description = "Old release: 1.0.4, RC1, latest, image=NAME, wheel=FILE, source=CHECKOUT,"
                    + " or auto with --dump (default: RC1).")
    String from;

    @Option(names = "--to", paramLabel = "RELEASE", description = "New release, named the same way (default: GA).")
    String to;

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "Setting of both releases (repeatable).")
    List<String> both = List.of();

    @Option(names = "--from-env", paramLabel = "NAME=VALUE", description = "Setting of the old release (repeatable).")
    List<String> fromOnly = List.of();

    @Option(names = "--to-env", paramLabel = "NAME=VALUE", description = "Setting of the new release (repeatable).")
    List<String> toOnly = List.of();

    Map<String, String> fromEnvironment() {
        return merged(fromOnly);
    }

    Map<String, String> toEnvironment() {
        return merged(toOnly);
    }

    private Map<String, String> merged(List<String> own) {
        Map<String, String> settings = new LinkedHashMap<>();
        both.forEach(s -> put(settings, "--env", s));
        own.forEach(s -> put(settings, own == fromOnly ? "--from-env" : "--to-env", s));
        return settings;
    }

    private static void put(Map<String, String> settings, String option, String text) {
        int at = text.indexOf('=');
        if (at < 1 || !text.substring(0, at).matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageError("\"" + text + "\" after " + option
                    + " is no setting: write NAME=VALUE, for example LOG_LEVEL=DEBUG.");
        }
        settings.put(text.substring(0, at), text.substring(at + 1));
    }
}

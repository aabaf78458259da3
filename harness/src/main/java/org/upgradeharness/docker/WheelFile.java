package org.upgradeharness.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Version;

/**
 * A wheel on this machine.
 *
 * @param path where it is
 * @param version the version its name says
 */
record WheelFile(Path path, Version version) {
    private static final Pattern NAME = Pattern.compile("(?<name>[^-]+)-(?<version>[^-]+)(-[^-]+){3,4}\\.whl");

    static WheelFile of(Path path, String packageName) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new UsageError("The wheel " + path + " is not there or cannot be read.");
        }
        return named(path, packageName);
    }

    /** The same of a wheel that is elsewhere. */
    static WheelFile named(Path path, String packageName) {
        Matcher m = NAME.matcher(path.getFileName().toString());
        if (!m.matches() || !Version.isVersion(m.group("version"))) {
            throw new UsageError("\"" + path.getFileName() + "\" is no wheel: expected a name such as "
                    + packageName.replace('-', '_') + "-1.0.0-py3-none-any.whl.");
        }
        if (!normal(m.group("name")).equals(normal(packageName))) {
            throw new UsageError(
                    "The wheel " + path.getFileName() + " is of " + m.group("name") + ", not of " + packageName + ".");
        }
        return new WheelFile(path, Version.parse(m.group("version")));
    }

    private static String normal(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}

package org.upgradeharness.defect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;

/** All defects of the fixtures, by family and name. */
public final class Defects {
    private static final String FOLDER = "defects";

    private Defects() {}

    /**
     * Reads them.
     *
     * @throws UsageError if one is wrong: file, line, key, what is allowed
     */
    public static List<Defect> read(FixtureSource fixtures) {
        return fixtures.files(FOLDER).entrySet().stream()
                .filter(file -> file.getKey().endsWith(".yaml"))
                .map(Defects::read)
                .sorted(java.util.Comparator.comparing(Defect::family).thenComparing(Defect::name))
                .toList();
    }

    private static Defect read(Map.Entry<String, byte[]> file) {
        String path = FOLDER + "/" + file.getKey();
        Defect defect = StrictYaml.load(path, new String(file.getValue(), StandardCharsets.UTF_8), Defect.class);
        if (!file.getKey().equals(defect.name() + ".yaml")) {
            throw new UsageError(path + ": the file of a defect has its name: " + defect.name() + ".yaml.");
        }
        return defect;
    }

    /**
     * The defects of these names; where none is asked for, all that may go side by side.
     *
     * @throws UsageError if there is none of a name
     */
    public static List<Defect> named(List<Defect> all, List<String> names) {
        List<String> known = all.stream().map(Defect::name).toList();
        for (String asked : names) {
            if (!known.contains(asked)) {
                throw new UsageError("There is no defect \"" + asked + "\""
                        + Nearest.of(asked, known)
                                .map(n -> " (did you mean " + n + "?)")
                                .orElse("") + "; fixtures/defects has them all.");
            }
        }
        return all.stream()
                .filter(d -> names.isEmpty() ? !d.alone() : names.contains(d.name()))
                .toList();
    }
}

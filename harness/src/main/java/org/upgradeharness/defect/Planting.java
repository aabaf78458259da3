package org.upgradeharness.defect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.KnownFinding;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.product.Product;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.run.JudgeRules;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.Planted;
import org.upgradeharness.store.SqlScript;

/** Puts defects into one run: into its store, its settings, its new release, what it stands on, or its instruments. */
public final class Planting {
    private static final String INSIDE = "/planted";
    private static final String HOOK = "sitecustomize.py";
    private static final Pattern CHANGES = Pattern.compile("(?i)\\s*(insert|update|delete)\\b");

    private final List<Defect> defects;
    private final FixtureSource fixtures;

    /** The planting of one defect, or of several that can go {@link Together}, with their files from the fixtures. */
    public Planting(List<Defect> defects, FixtureSource fixtures) {
        this.defects = List.copyOf(defects);
        this.fixtures = fixtures;
    }

    /** The settings of the new release. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        for (Defect defect : defects) {
            if (defect.plant() instanceof Plant.InSettings plant) {
                settings.putAll(plant.values());
            }
        }
        if (!edits().isEmpty()) {
            settings.put("PYTHONPATH", INSIDE);
        }
        return settings;
    }

    /**
     * The product as the run knows it.
     */
    public LoadedProduct product(LoadedProduct real) {
        List<KnownFinding> known = new ArrayList<>(real.rules().known().findings());
        defects.forEach(defect -> known.addAll(defect.known()));
        JudgeRules rules = new JudgeRules(
                real.rules().allowed(), real.rules().api(), real.rules().log(), new KnownFindings(known));
        Product product = real.product();
        for (Defect defect : defects) {
            product = defect.readySeconds() == null ? product : product.readyWithin(defect.readySeconds());
        }
        return new LoadedProduct(product, rules);
    }

    /**
     * What else is different of the run.
     *
     * @param real what the run measures with otherwise
     * @param folder an empty folder
     */
    public Planted planted(Instruments real, Path folder) {
        Instruments instruments = real;
        String containerOf = null;
        for (Defect defect : defects) {
            if (defect.plant() instanceof Plant.InSurroundings plant) {
                containerOf = plant.release();
            }
            if (defect.plant() instanceof Plant.InHarness plant) {
                instruments = BrokenInstruments.of(plant.instrument(), real.witnesses());
            }
        }
        List<Plant.Edit> edits = edits();
        return new Planted(
                instruments,
                edits.isEmpty() ? Map.of() : Map.of(INSIDE, written(edits, folder)),
                edits.stream().noneMatch(e -> e.file().contains("/migrations/")),
                containerOf);
    }

    private List<Plant.Edit> edits() {
        List<Plant.Edit> edits = new ArrayList<>();
        for (Defect defect : defects) {
            if (defect.plant() instanceof Plant.InRelease plant) {
                edits.addAll(plant.edits());
            }
        }
        return edits;
    }

    private Path written(List<Plant.Edit> edits, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            readable(Files.write(folder.resolve(HOOK), fixtures.read("defects/planting/" + HOOK)));
            readable(Files.writeString(
                    folder.resolve("edits.json"),
                    new ObjectMapper().writeValueAsString(edits),
                    StandardCharsets.UTF_8));
            return folder;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("edits are plain text", e);
        } catch (IOException e) {
            throw new BrokenEnvironment(
                    "The defect " + defects.get(0).name() + " cannot be planted: " + e.getMessage(), e);
        }
    }

    private static void readable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** A plant that finds nothing to change would be a defect that nobody could find. */
    private static void planted(Defect defect, Damage damage, String sql) {
        long changed = damage.server().change(damage.store(), sql);
        boolean rows = SqlScript.statements(sql).stream()
                .allMatch(s -> CHANGES.matcher(s).lookingAt());
        if (rows && changed == 0) {
            throw new BrokenEnvironment(
                    "The defect " + defect.name() + " is not planted: there is no row that its SQL changes.");
        }
    }

    /** Damages the store of a case at its moment. */
    public void damage(Damage damage) {
        for (Defect defect : defects) {
            if (defect.plant() instanceof Plant.InStore plant && plant.at() == damage.moment()) {
                planted(defect, damage, plant.sql(damage.server().engine()));
            }
            if (defect.plant() instanceof Plant.InSurroundings plant
                    && plant.what() == Plant.InSurroundings.What.STORE_GONE
                    && damage.moment() == Damage.Moment.AFTER_START) {
                damage.server().takeAway(damage.store());
            }
        }
    }
}

package org.upgradeharness.defect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.KnownFinding;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.run.JudgeRules;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.Planted;

/** Puts one defect into a run: into its store, its settings, its new release, what it stands on, or its instruments. */
public final class Planting {
    private static final String INSIDE = "/planted";
    private static final String HOOK = "sitecustomize.py";

    private final Defect defect;
    private final FixtureSource fixtures;

    /** The planting of a defect, with its files from the fixtures. */
    public Planting(Defect defect, FixtureSource fixtures) {
        this.defect = defect;
        this.fixtures = fixtures;
    }

    /** The settings of the new release. */
    public Map<String, String> settings() {
        if (defect.plant() instanceof Plant.InSettings plant) {
            return plant.values();
        }
        return defect.plant() instanceof Plant.InRelease ? Map.of("PYTHONPATH", INSIDE) : Map.of();
    }

    /**
     * The product as the run knows it.
     */
    public LoadedProduct product(LoadedProduct real) {
        List<KnownFinding> known = new ArrayList<>(real.rules().known().findings());
        known.addAll(defect.known());
        JudgeRules rules = new JudgeRules(
                real.rules().allowed(), real.rules().api(), real.rules().log(), new KnownFindings(known));
        return new LoadedProduct(
                defect.readySeconds() == null ? real.product() : real.product().readyWithin(defect.readySeconds()),
                rules);
    }

    /**
     * What else is different of the run.
     *
     * @param real what the run measures with otherwise
     * @param folder an empty folder
     */
    public Planted planted(Instruments real, Path folder) {
        if (defect.plant() instanceof Plant.InRelease plant) {
            return new Planted(
                    real,
                    Map.of(INSIDE, edits(plant.edits(), folder)),
                    plant.edits().stream().noneMatch(e -> e.file().contains("/migrations/")),
                    null);
        }
        if (defect.plant() instanceof Plant.InSurroundings plant) {
            return new Planted(real, Map.of(), true, plant.release());
        }
        if (defect.plant() instanceof Plant.InHarness plant) {
            return new Planted(BrokenInstruments.of(plant.instrument(), real.witnesses()), Map.of(), true, null);
        }
        return new Planted(real, Map.of(), true, null);
    }

    private Path edits(List<Plant.Edit> edits, Path folder) {
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
            throw new BrokenEnvironment("The defect " + defect.name() + " cannot be planted: " + e.getMessage(), e);
        }
    }

    private static void readable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Damages the store of a case at its moment. */
    public void damage(Damage damage) {
        if (defect.plant() instanceof Plant.InStore plant && plant.at() == damage.moment()) {
            damage.server().execute(damage.store(), plant.sql(damage.server().engine()));
        }
        if (defect.plant() instanceof Plant.InSurroundings plant
                && plant.what() == Plant.InSurroundings.What.STORE_GONE
                && damage.moment() == Damage.Moment.AFTER_START) {
            damage.server().takeAway(damage.store());
        }
    }
}

package org.upgradeharness.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.store.Engine;

class DefectsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Defect> ALL = Defects.read(FixtureSource.folder(ROOT.resolve("fixtures")));
    private static final Path SOURCES = ROOT.resolve("fixtures/products/reference/source");

    @Test
    void everyFamilyHasSeveralMembers() {
        Map<Defect.Family, Integer> members = new EnumMap<>(Defect.Family.class);
        ALL.forEach(d -> members.merge(d.family(), 1, Integer::sum));
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(60);
        assertThat(members).containsOnlyKeys(Defect.Family.values());
        assertThat(members.values()).allMatch(count -> count >= 5);
        assertThat(ALL).filteredOn(d -> d.engines().contains(Engine.POSTGRES)).hasSizeGreaterThan(25);
        assertThat(ALL).filteredOn(d -> d.engines().contains(Engine.SQLITE)).hasSizeGreaterThan(25);
    }

    @Test
    void everyEditFitsTheSourcesAsTheyAre() throws IOException {
        for (Defect defect : ALL) {
            if (defect.plant() instanceof Plant.InRelease plant) {
                Map<String, String> texts = new java.util.HashMap<>();
                for (Plant.Edit edit : plant.edits()) {
                    String text = texts.containsKey(edit.file())
                            ? texts.get(edit.file())
                            : Files.readString(SOURCES.resolve(edit.file()));
                    assertThat(text.split(java.util.regex.Pattern.quote(edit.find()), -1))
                            .as("%s: how often its text stands in %s", defect.name(), edit.file())
                            .hasSize(2);
                    texts.put(edit.file(), text.replace(edit.find(), edit.put()));
                }
            }
        }
    }

    @Test
    void everyPlantInAStoreHasSqlForItsEngines() {
        for (Defect defect : ALL) {
            if (defect.plant() instanceof Plant.InStore plant) {
                defect.engines()
                        .forEach(e -> assertThat(plant.sql(e)).as(defect.name()).isNotBlank());
            }
        }
    }

    @Test
    void everyBrokenInstrumentIsUsed() {
        List<Instrument> used = new ArrayList<>();
        ALL.forEach(d -> {
            if (d.plant() instanceof Plant.InHarness plant) {
                used.add(plant.instrument());
            }
        });
        assertThat(used).containsExactlyInAnyOrder(Instrument.values());
    }

    @Test
    void namesWhatIsMeant() {
        assertThat(Defects.named(ALL, List.of("row-lost")))
                .extracting(Defect::name)
                .containsExactly("row-lost");
        assertThatThrownBy(() -> Defects.named(ALL, List.of("row-lots")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("did you mean row-lost?");
    }

    @Test
    void refusesADefectThatExpectsNothingExact() {
        String start = "name: x\nfamily: rows\nmodels: m\nplant: { in: store, at: before-start, sql: SELECT 1 }\n";
        assertThatThrownBy(() -> StrictYaml.load("x.yaml", start + "expect: { }\n", Defect.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("exactly one of");
        assertThatThrownBy(() ->
                        StrictYaml.load("x.yaml", start + "expect: { finding: { kind: lost-row } }\n", Defect.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("\"object\"");
        assertThatThrownBy(() ->
                        StrictYaml.load("x.yaml", start + "expect: { nothing: true, broken: no }\n", Defect.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("exactly one of");
    }

    @Test
    void refusesAKnownFindingThatWouldHideOthers() {
        String wide = """
                name: x
                family: harness
                models: m
                known:
                - { id: wide, from: 1.0.0rc1, to: 1.0.0, kind: lost-row, object: tools, group: all of them, reason: r }
                plant: { in: store, at: before-start, sql: SELECT 1 }
                expect: { nothing: true }
                """;
        assertThatThrownBy(() -> StrictYaml.load("x.yaml", wide, Defect.class))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("no wildcard for lost or changed data");
    }

    /** The table in docs/trust.md; -Dgolden.update=true writes it anew. */
    @Test
    void theDocsListThemAll() throws IOException {
        Path page = ROOT.resolve("docs/trust.md");
        String text = Files.readString(page);
        String begin = "<!-- defects -->\n";
        String end = "<!-- /defects -->";
        assertThat(text).contains(begin, end);
        String wanted = text.substring(0, text.indexOf(begin) + begin.length())
                + DefectTable.of(ALL)
                + text.substring(text.indexOf(end));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.readString(page)).isEqualTo(wanted);
    }
}

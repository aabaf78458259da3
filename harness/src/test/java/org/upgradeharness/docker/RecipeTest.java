package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
    private static final Recipe RECIPE = recipe("FROM x\n", "base1");

    @Test
    void staysTheSameWhileNothingThatMattersChanges() {
        assertThat(recipe("FROM x\n", "base1").hash()).isEqualTo(RECIPE.hash()).hasSize(32);
        assertThat(new Recipe("other name", "other origin", RECIPE.files(), Map.of(), RECIPE.inputs()).hash())
                .isEqualTo(RECIPE.hash());
    }

    @Test
    void changesWithTheContainerfileAndWithTheBase() {
        assertThat(recipe("FROM y\n", "base1").hash()).isNotEqualTo(RECIPE.hash());
        assertThat(recipe("FROM x\n", "base2").hash()).isNotEqualTo(RECIPE.hash());
    }

    @Test
    void changesWithTheContentOfAWheelOfTheSameName(@TempDir Path folder) throws IOException {
        Path wheel = folder.resolve("a.whl");
        Map<String, Path> large = Map.of("a.whl", wheel);
        Files.writeString(wheel, "one");
        String one = new Recipe("n", "o", Map.of(), large, Map.of()).hash();
        Files.writeString(wheel, "two");
        assertThat(new Recipe("n", "o", Map.of(), large, Map.of()).hash()).isNotEqualTo(one);
    }

    private static Recipe recipe(String containerfile, String base) {
        return new Recipe(
                "name",
                "origin",
                Map.of("Containerfile", containerfile.getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                Map.of("BASE", base));
    }
}

package org.upgradeharness.scenarios.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/writing-a-case.md is the catalogue of steps: it has every step, and no other. */
class StepCatalogueTest {
    private static final Pattern LINE = Pattern.compile("(?m)^\\| (Given|When|Then) `([^`]+)` \\| .+ \\|$");

    private static Set<String> written() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.upgradeharness.scenarios.steps")
                        .stream()
                        .flatMap(c -> c.getMethods().stream())
                        .flatMap(m -> m.getAnnotations().stream())
                        .filter(a -> a.getRawType().getPackageName().equals("io.cucumber.java.en"))
                        .flatMap(StepCatalogueTest::steps)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A step with two texts carries one annotation that holds several. */
    private static java.util.stream.Stream<String> steps(JavaAnnotation<?> annotation) {
        Object value = annotation.get("value").orElseThrow();
        return value instanceof Object[] several
                ? List.of(several).stream().flatMap(a -> steps((JavaAnnotation<?>) a))
                : java.util.stream.Stream.of(annotation.getRawType().getSimpleName() + " " + value);
    }

    @Test
    void hasEveryStepAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "writing-a-case.md"));
        Set<String> documented = LINE.matcher(page)
                .results()
                .map((MatchResult m) -> m.group(1) + " " + m.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(written()).isNotEmpty().isEqualTo(documented);
    }
}

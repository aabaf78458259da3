package org.upgradeharness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What holds for tests as well as for the program, and what only the sources tell. */
@AnalyzeClasses(packages = "org.upgradeharness")
class EverywhereTest {
    @ArchTest
    static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)
            .because("waiting is named and bounded and ends at once when what is waited for has died (Awaitility)");

    @ArchTest
    static void everyPackageSaysWhatItIs(com.tngtech.archunit.core.domain.JavaClasses classes) throws IOException {
        assertThat(classes).isNotEmpty();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> packages = files.filter(f -> f.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(p -> assertThat(p.resolve("package-info.java"))
                            .as("one sentence says what a package is for")
                            .exists());
        }
    }
}

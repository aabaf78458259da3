package org.upgradeharness.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.store.Engine;
import org.upgradeharness.witness.contextforge.ContextForge;

/** The walls of steps, suite and command line. A rule that is in the way is changed here, with its reason, or it holds. */
@AnalyzeClasses(packages = "org.upgradeharness.scenarios", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String HOME = "org.upgradeharness.scenarios.";

    @ArchTest
    static final ArchRule STEPS_TELL_THE_STORY = noClasses()
            .that()
            .resideInAPackage(HOME + "steps..")
            .should(dependOnClassesThat(resideInAnyPackage(
                            "org.testcontainers..",
                            "com.github.dockerjava..",
                            "java.sql..",
                            "javax.sql..",
                            "org.postgresql..",
                            "org.sqlite..",
                            "io.restassured..",
                            "java.net..",
                            "org.apache.http..",
                            "org.upgradeharness.docker..",
                            "org.upgradeharness.store..",
                            "org.upgradeharness.gateway..")
                    .and(not(equivalentTo(Engine.class)))))
            .because(
                    "a step is one call to the harness; with a container, a row or an answer in hand it would begin to judge");

    @ArchTest
    static final ArchRule LIBRARIES_STAY_BELOW = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.testcontainers..",
                    "com.github.dockerjava..",
                    "java.sql..",
                    "org.postgresql..",
                    "org.sqlite..",
                    "io.restassured..",
                    "io.modelcontextprotocol..",
                    "com.auth0..")
            .because("harness is the only module that sees types of Docker, JDBC and HTTP clients");

    @ArchTest
    static final ArchRule ONE_DOOR_TO_CONTEXTFORGE = noClasses()
            .should(dependOnClassesThat(resideInAPackage("org.upgradeharness.witness.contextforge..")
                    .and(not(equivalentTo(ContextForge.class)))))
            .because("the list of witnesses is all that a run needs to know of a product's code");

    @ArchTest
    static final ArchRule COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage(HOME + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", HOME + "cli..")
            .because("mvn verify runs the same scenarios without any command line");

    @ArchTest
    static final ArchRule CUCUMBER = noClasses()
            .that()
            .resideOutsideOfPackages(HOME + "steps..", HOME + "suite..")
            .should(dependOnClassesThat(resideInAnyPackage("io.cucumber..", "org.junit..")))
            .because("the command line picks scenarios and shows results; how they are run is the suite's");

    @ArchTest
    static final ArchRule ENVIRONMENT = noClasses()
            .should()
            .callMethodWhere(describe(
                    "System.getenv",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("getenv")))
            .because("what a run listens to stands in the harness's config package");

    @ArchTest
    static final ArchRule EXIT = noClasses()
            .that()
            .resideOutsideOfPackage(HOME + "cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("only the command line knows that nothing is left to remove and to write");

    @ArchTest
    static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)
            .because("waiting is named and bounded (Awaitility)");

    @ArchTest
    static final ArchRule ONE_LOGGING_API = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .because("slf4j is the one logging API");

    @ArchTest
    static final ArchRule NAMES = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .because("a class is named after a noun of the domain");

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> packages = files.filter(f -> f.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(p -> assertThat(p.resolve("package-info.java")).exists());
        }
    }
}

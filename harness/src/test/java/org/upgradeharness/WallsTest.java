package org.upgradeharness;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls inside the library. A rule that is in the way is changed here, with its reason, or it holds. */
@AnalyzeClasses(packages = "org.upgradeharness", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String HOME = "org.upgradeharness.";

    @ArchTest
    static final ArchRule CONTAINERS = only("org.testcontainers..", "com.github.dockerjava..")
            .in("docker", "store", "gateway", "rollout")
            .because("the next container engine or client must be the business of four packages, not of every one");

    @ArchTest
    static final ArchRule CLUSTERS = only("io.fabric8..", "com.marcnuri..")
            .in("kubernetes")
            .because("a cluster belongs to somebody: what is touched there must be readable in one package");

    @ArchTest
    static final ArchRule DATABASES = only("java.sql..", "javax.sql..", "org.postgresql..", "org.sqlite..")
            .in("store")
            .because("whoever reads a store must get the same canonical rows and schema, never a driver's own view");

    @ArchTest
    static final ArchRule HTTP_CLIENT = only("io.restassured..")
            .in("gateway", "witness")
            .because("no answer is an answer of status 0 here, which a client used elsewhere would not know");

    @ArchTest
    static final ArchRule MCP_AND_TOKENS = only("io.modelcontextprotocol..", "com.auth0..")
            .in("witness.contextforge")
            .because("what only one product speaks is known beside that product's witnesses");

    @ArchTest
    static final ArchRule NO_TEST_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cucumber..", "org.junit..", "org.assertj..", "org.opentest4j..", "picocli..")
            .because("the library runs under Cucumber today and under something else tomorrow");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_SCENARIOS = noClasses()
            .that()
            .resideOutsideOfPackage(HOME + "scenarios..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOME + "scenarios..")
            .because("scenarios is a leaf: the direction of dependencies is scenarios to harness");

    @ArchTest
    static final ArchRule NO_CODE_ASKS_WHICH_PRODUCT = noClasses()
            .that()
            .resideOutsideOfPackage(HOME + "witness.contextforge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOME + "witness.contextforge..")
            .because("the library judges any product; which witnesses a run has is said from outside");

    @ArchTest
    static final ArchRule ONE_DOOR_TO_CONTEXTFORGE = classes()
            .that(resideInAnyPackage(HOME + "witness.contextforge..")
                    .and(describe("are public", c -> c.getModifiers().contains(JavaModifier.PUBLIC))))
            .should()
            .haveFullyQualifiedName(HOME + "witness.contextforge.ContextForge")
            .because("a witness that is used by its name ties its user to one product");

    @ArchTest
    static final ArchRule ENVIRONMENT = noClasses()
            .that()
            .resideOutsideOfPackage(HOME + "config..")
            .should()
            .callMethodWhere(describe(
                    "System.getenv",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("getenv")))
            .because("what a run listens to must stand in one place, where doctor and people can read it");

    @ArchTest
    static final ArchRule NO_EXIT = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("a library that ends the process takes the clean-up and the report with it");

    @ArchTest
    static final ArchRule ONE_LOGGING_API = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .because("slf4j is the one logging API; a second one is not configured and so not seen");

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
            .because("a class is named after a noun of the domain; these words say only that none was found");

    private static Wall only(String... packages) {
        return new Wall(resideInAnyPackage(packages));
    }

    private record Wall(DescribedPredicate<JavaClass> library) {
        ArchRule in(String... homes) {
            String[] inside = new String[homes.length];
            for (int i = 0; i < homes.length; i++) {
                inside[i] = HOME + homes[i] + "..";
            }
            return noClasses().that().resideOutsideOfPackages(inside).should(dependOnClassesThat(library));
        }
    }
}

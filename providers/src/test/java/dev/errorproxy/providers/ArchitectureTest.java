package dev.errorproxy.providers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.errorproxy.domain.provider.Provider;

@AnalyzeClasses(packages = "dev.errorproxy.providers", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_THE_PROVIDER_INTERFACES_JACKSON_AND_A_TOKENIZER_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errorproxy.providers..",
                    "dev.errorproxy.domain.provider..",
                    "dev.errorproxy.domain.simulation..",
                    "com.fasterxml.jackson..",
                    "com.knuddels.jtokkit..",
                    "java..");

    @ArchTest
    static final ArchRule SHOWS_PROVIDERS_AND_HIDES_THE_REST = classes()
            .that()
            .resideInAPackage("dev.errorproxy.providers")
            .and()
            .arePublic()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .implement(Provider.class);

    @ArchTest
    static final ArchRule SPEAKS_WITHOUT_KNOWING_A_PROVIDER = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errorproxy.providers.wording..",
                    "dev.errorproxy.providers.simulation..",
                    "dev.errorproxy.providers.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errorproxy.providers");

    @ArchTest
    static final ArchRule SIMULATES_WITHOUT_KNOWING_THE_WORDING_OF_ERRORS = noClasses()
            .that()
            .resideInAnyPackage("dev.errorproxy.providers.simulation..", "dev.errorproxy.providers.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errorproxy.providers.wording..");
}

package dev.errorproxy.providers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.errorproxy.domain.provider.Provider;

@AnalyzeClasses(packages = "dev.errorproxy.providers", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_THE_PROVIDER_INTERFACE_AND_JACKSON_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errorproxy.providers..",
                    "dev.errorproxy.domain.provider..",
                    "com.fasterxml.jackson..",
                    "java..");

    @ArchTest
    static final ArchRule SHOWS_PROVIDERS_AND_HIDES_THE_REST = classes()
            .that()
            .arePublic()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .implement(Provider.class);
}

package dev.errorproxy.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import net.jqwik.api.Property;
import org.junit.platform.commons.annotation.Testable;

/** What the compiler does not check. A rule that finds no class to check fails. */
@AnalyzeClasses(packages = "dev.errorproxy.domain", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.errorproxy.domain..";

    @ArchTest
    static final ArchRule dependsOnNothingButTheJdkAndItself = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", ROOT);

    /** The directions below say nothing of a package that they do not name: a new one has to be put in its place first. */
    @ArchTest
    static final ArchRule everyClassIsInAPackageThatHasItsPlace = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .resideInAnyPackage(
                    "dev.errorproxy.domain.provider",
                    "dev.errorproxy.domain.fault",
                    "dev.errorproxy.domain.stream",
                    "dev.errorproxy.domain.limit",
                    "dev.errorproxy.domain.routing",
                    "dev.errorproxy.domain.injection",
                    "dev.errorproxy.domain.command",
                    "dev.errorproxy.domain.simulation");

    @ArchTest
    static final ArchRule packagesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(false)
            .layer("provider")
            .definedBy("dev.errorproxy.domain.provider")
            .layer("routing")
            .definedBy("dev.errorproxy.domain.routing")
            .layer("fault")
            .definedBy("dev.errorproxy.domain.fault")
            .layer("stream")
            .definedBy("dev.errorproxy.domain.stream")
            .layer("limit")
            .definedBy("dev.errorproxy.domain.limit")
            .layer("injection")
            .definedBy("dev.errorproxy.domain.injection")
            .layer("command")
            .definedBy("dev.errorproxy.domain.command")
            .layer("simulation")
            .definedBy("dev.errorproxy.domain.simulation")
            .whereLayer("provider")
            .mayNotAccessAnyLayer()
            .whereLayer("routing")
            .mayOnlyAccessLayers("provider")
            .whereLayer("simulation")
            .mayOnlyAccessLayers("provider")
            .whereLayer("fault")
            .mayOnlyAccessLayers("provider")
            .whereLayer("stream")
            .mayOnlyAccessLayers("provider", "fault")
            .whereLayer("limit")
            .mayOnlyAccessLayers("provider", "fault", "routing")
            .whereLayer("injection")
            .mayOnlyAccessLayers("provider", "fault", "routing", "stream", "limit")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.errorproxy.domain.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule doesNoInputOrOutput =
            noClasses().that(readNoPackagedText()).should().dependOnClassesThat(doInputOrOutput());

    @ArchTest
    static final ArchRule printsNothing = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** The build passes over one that is called otherwise. */
    @ArchTest
    static void everyTestIsCalledSoThatTheBuildRunsIt(JavaClasses production) {
        classes()
                .that(haveTests())
                .should()
                .haveNameMatching(".*(Test|IT)(\\$.*)?")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("dev.errorproxy.domain"));
    }

    private static DescribedPredicate<JavaClass> haveTests() {
        return DescribedPredicate.describe(
                "have tests", type -> type.getMembers().stream().anyMatch(ArchitectureTest::isTest));
    }

    private static boolean isTest(JavaMember member) {
        return member.isMetaAnnotatedWith(Testable.class)
                || member.isMetaAnnotatedWith(Property.class)
                || member.isAnnotatedWith(ArchTest.class);
    }

    /** The one class that reads the texts which are packed with the classes themselves. */
    private static DescribedPredicate<JavaClass> readNoPackagedText() {
        return JavaClass.Predicates.resideInAPackage(ROOT)
                .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("Resource")
                        .and(JavaClass.Predicates.resideInAPackage("..command"))))
                .as("classes that read no packaged text");
    }

    /** An address, a charset and a buffer are data; all else in java.net and java.nio reaches out. */
    private static DescribedPredicate<JavaClass> doInputOrOutput() {
        return JavaClass.Predicates.resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio..", "java.util.logging..", "java.sql..")
                .and(DescribedPredicate.not(
                        JavaClass.Predicates.belongToAnyOf(URI.class, ByteBuffer.class, Buffer.class)))
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("java.nio.charset..")))
                .as("read or write files, sockets, channels or logs");
    }
}

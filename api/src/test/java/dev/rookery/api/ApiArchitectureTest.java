package dev.rookery.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What plugin authors compile against stays small: these are its arrows and the only outsiders it may name. */
@AnalyzeClasses(packages = "dev.rookery.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiArchitectureTest {

    private static final DescribedPredicate<JavaClass> ALLOWED = JavaClass.Predicates.resideInAnyPackage(
                    "dev.rookery.api..", "java..", "org.slf4j..", "org.jspecify..")
            .or(HasName.Predicates.name("org.pf4j.ExtensionPoint"));

    @ArchTest
    static final ArchRule namesNothingButTheJdkSlf4jJspecifyAndOneTypeOfPf4j =
            classes().should().onlyDependOnClassesThat(ALLOWED);

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("dev.rookery.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule chatKnowsNobody = noClasses()
            .that()
            .resideInAPackage("..api.chat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..api.message..", "..api.event..", "..api.network..", "..api.plugin..", "..api.config..");

    @ArchTest
    static final ArchRule messageKnowsChatOnly = noClasses()
            .that()
            .resideInAPackage("..api.message..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..api.event..", "..api.network..", "..api.plugin..", "..api.config..");

    @ArchTest
    static final ArchRule eventsKnowMessagesAndChatsOnly = noClasses()
            .that()
            .resideInAPackage("..api.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..api.network..", "..api.plugin..", "..api.config..");

    /** The entry point knows everything, and nothing knows it. */
    @ArchTest
    static final ArchRule nobodyKnowsTheEntryPoint = noClasses()
            .that()
            .resideOutsideOfPackage("..api.plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..api.plugin..");

    @ArchTest
    static final ArchRule networksDoNotKnowPlugins = noClasses()
            .that()
            .resideInAPackage("..api.network..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..api.plugin..", "..api.config..");
}

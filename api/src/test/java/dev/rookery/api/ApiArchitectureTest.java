package dev.rookery.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.rookery.api.account.Account;
import dev.rookery.api.network.NetworkAccount;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What plugin authors compile against stays small: these are its arrows and the only outsiders it may name. */
@AnalyzeClasses(packages = "dev.rookery.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiArchitectureTest {

    private static final DescribedPredicate<JavaClass> ALLOWED = JavaClass.Predicates.resideInAnyPackage(
                    "dev.rookery.api..", "java..", "javax.sql..", "org.slf4j..", "org.jspecify..")
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

    /** What networks implement. */
    private static final Set<Class<?>> OF_NETWORKS = Set.of(NetworkAccount.class, Account.class);

    /**
     * An interface that plugins implement can never get another method without a body, and one method is what a lambda
     * can be. All others are the host's, which may grow, or those of networks.
     */
    @ArchTest
    static final ArchRule whatPluginsImplementHasOneMethodAndTheRestIsMarked = classes()
            .that()
            .areInterfaces()
            .and()
            .arePublic()
            .and()
            .areNotAnnotations()
            .and(are("not sealed", type -> !type.reflect().isSealed()))
            .and(are("not a network's", type -> !OF_NETWORKS.contains(type.reflect())))
            .should(have(
                    "one method without a body, or be @ProvidedByHost",
                    type -> type.isAnnotatedWith(ProvidedByHost.class)
                            || Stream.of(type.reflect().getMethods())
                                            .filter(method -> Modifier.isAbstract(method.getModifiers()))
                                            .count()
                                    == 1));

    /** A field would be a promise about how a value is kept. */
    @ArchTest
    static final ArchRule fieldsAreConstants = fields().that()
            .arePublic()
            .or()
            .areProtected()
            .should()
            .beStatic()
            .andShould()
            .beFinal();

    private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static ArchCondition<JavaClass> have(String description, Predicate<JavaClass> predicate) {
        return ArchCondition.from(DescribedPredicate.describe(description, predicate));
    }
}

package dev.rookery.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which room may know which, and which library lives where. A new arrow is a decision: it is made by changing this
 * test.
 */
@AnalyzeClasses(packages = "dev.rookery.host", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HOST = "dev.rookery.host";

    /** Each room and the rooms it may know; the API is open to all. {@value #HOST} itself wires everything. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("ioloop", Set.of()),
            Map.entry("httpstream", Set.of("ioloop")),
            Map.entry("httpserver", Set.of("ioloop")),
            Map.entry("webqq", Set.of("httpstream", "ioloop")),
            Map.entry("line", Set.of("ioloop")),
            Map.entry("sandbox", Set.of("httpserver", "ioloop")),
            Map.entry("heap", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("text", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("author", Set.of()),
            Map.entry("dispatch", Set.of("text", "time")),
            Map.entry("ask", Set.of("dispatch", "json", "text", "time")),
            Map.entry("guard", Set.of("time")),
            Map.entry("outgoing", Set.of("dispatch", "httpstream", "ioloop", "json", "time")),
            Map.entry("schedule", Set.of("dispatch", "time")),
            Map.entry("storage", Set.of("dispatch", "json", "time")),
            Map.entry("command", Set.of("dispatch", "text", "time")),
            Map.entry("scope", Set.of("dispatch", "text", "time")),
            Map.entry("why", Set.of("dispatch", "text", "time")),
            Map.entry("control", Set.of("ioloop")),
            Map.entry(
                    "plugin",
                    Set.of(
                            "command",
                            "dispatch",
                            "guard",
                            "heap",
                            "schedule",
                            "scope",
                            "storage",
                            "text",
                            "time",
                            "why")),
            Map.entry("record", Set.of()),
            Map.entry("console", Set.of("control", "dispatch", "httpserver", "ioloop", "scope", "text", "why")),
            Map.entry("config", Set.of("text")));

    /** Each library that has a home, and the rooms it lives in. The empty name is {@value #HOST} itself. */
    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            Map.entry("io.netty..", Set.of(".ioloop", ".httpstream", ".httpserver")),
            Map.entry("com.aayushatharva.brotli4j..", Set.of(".httpstream")),
            Map.entry("org.pf4j..", Set.of(".plugin")),
            Map.entry("org.yaml.snakeyaml..", Set.of(".config", ".sandbox")),
            Map.entry(
                    "com.fasterxml.jackson..",
                    Set.of(
                            ".webqq",
                            ".sandbox",
                            ".config",
                            ".console",
                            ".ask",
                            ".record",
                            ".json",
                            ".control",
                            ".scope")),
            Map.entry("com.google.zxing..", Set.of(".console", ".sandbox")),
            Map.entry("org.h2..", Set.of(".storage")),
            Map.entry("io.micrometer..", Set.of(".httpstream.micrometer")),
            Map.entry("com.sun.management..", Set.of(".guard")),
            Map.entry("picocli..", Set.of("")),
            Map.entry("ch.qos.logback..", Set.of("")));

    @ArchTest
    static void arrowsGoOneWay(JavaClasses classes) {
        ARROWS.forEach((room, known) -> {
            String[] others = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(room) && !known.contains(other))
                    .map(other -> HOST + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(HOST + "." + room + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others).or(resideInAPackage(HOST)))
                    .allowEmptyShould(true)
                    .check(classes);
        });
    }

    /** Inside the WebQQ room: the account knows who is who, both know the wire, and never the other way. */
    @ArchTest
    static void theWireOfWebQqKnowsNoState(JavaClasses classes) {
        String webqq = HOST + ".webqq";
        noClasses()
                .that(resideInAPackage(webqq + ".wire"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(webqq, webqq + ".contacts"))
                .check(classes);
        noClasses()
                .that(resideInAPackage(webqq + ".contacts"))
                .should()
                .dependOnClassesThat(resideInAPackage(webqq))
                .check(classes);
    }

    /**
     * Inside the HTTP client: the face knows all, web sockets know connections and cookies, connections know bytes, and
     * bytes and cookies know nobody.
     */
    @ArchTest
    static void theRoomsOfHttpStreamKnowOnlyWhatIsBelowThem(JavaClasses classes) {
        String face = HOST + ".httpstream";
        String connection = face + ".connection";
        String wire = face + ".wire";
        String cookie = face + ".cookie";
        String webSocket = face + ".websocket";
        Map<String, String[]> forbidden = Map.of(
                webSocket, new String[] {face},
                connection, new String[] {face, cookie, webSocket},
                wire, new String[] {face, cookie, connection, webSocket, "io.netty.channel.."},
                cookie, new String[] {face, connection, wire, webSocket, "io.netty.."});
        forbidden.forEach((room, others) -> noClasses()
                .that(resideInAPackage(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .allowEmptyShould(true)
                .check(classes));
    }

    /** Inside the HTTP client: what is bytes is bytes only, buffers of Netty and nothing else of it. */
    @ArchTest
    static void theWireOfHttpKnowsNothingButBuffers(JavaClasses classes) {
        String wire = HOST + ".httpstream.wire";
        classes()
                .that(resideInAPackage(wire))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        wire, "java..", "io.netty.buffer..", "io.netty.util..", "org.jspecify..", ""))
                .check(classes);
    }

    @ArchTest
    static void everyRoomIsOnTheMap(JavaClasses classes) {
        Set<String> rooms = classes.getPackage(HOST).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .collect(Collectors.toSet());
        assertThat(ARROWS.keySet()).containsAll(rooms);
    }

    /** A room with very many types has a table of them in its {@code package-info}, which is to be true. */
    @ArchTest
    static void theMapsOfLargeRoomsNameAllTypes(JavaClasses classes) throws IOException {
        for (String room : List.of("plugin", "webqq", "httpstream")) {
            Path sources = Path.of("src", "main", "java").resolve(HOST.replace('.', '/'));
            String map = Files.readString(sources.resolve(room).resolve("package-info.java"));
            assertThat(classes.stream()
                            .filter(type -> type.getPackageName().equals(HOST + "." + room) && type.isTopLevelClass())
                            .map(JavaClass::getSimpleName)
                            .filter(type -> !type.equals("package-info")))
                    .as("types on the map of %s", room)
                    .allSatisfy(type -> assertThat(map).containsPattern("\\b" + type + "\\b"));
        }
    }

    @ArchTest
    static void thereAreNoPackageCycles(JavaClasses classes) {
        slices().matching(HOST + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @ArchTest
    static void eachLibraryStaysInItsHome(JavaClasses classes) {
        HOMES.forEach((library, rooms) -> {
            String[] homes = rooms.stream()
                    .map(room -> room.isEmpty() ? HOST : HOST + room + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideOutsideOfPackages(homes))
                    .should()
                    .dependOnClassesThat(resideInAPackage(library))
                    .check(classes);
        });
    }

    @ArchTest
    static void nobodyUsesALibraryThatIsNotListed(JavaClasses classes) {
        List<String> open = List.of(
                "java..",
                "javax..",
                "org.w3c.dom..",
                "org.xml.sax..",
                "dev.rookery..",
                "org.slf4j..",
                "org.jspecify..",
                "");
        DescribedPredicate<JavaClass> known = resideInAnyPackage(open.toArray(String[]::new))
                .or(resideInAnyPackage(HOMES.keySet().toArray(String[]::new)));
        classes().should().onlyDependOnClassesThat(known).check(classes);
    }
}

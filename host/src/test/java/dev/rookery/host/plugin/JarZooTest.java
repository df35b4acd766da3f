package dev.rookery.host.plugin;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way a jar can be bad: it is told what is wrong, and a good neighbour runs all the same. */
class JarZooTest {

    private static final byte[] GOOD = TestJar.plugin("good").bytes();

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
        house.drop("good.jar", GOOD);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void assertRefused(String fileName, PluginState state, String... reasons) {
        house.start();
        assertTold(fileName, state, reasons);
    }

    private void assertTold(String fileName, PluginState state, String... reasons) {
        assertThat(house.status(fileName).state()).isEqualTo(state);
        assertThat(house.status(fileName).reason()).contains(reasons);
        assertThat(house.status("good.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.messaging().hear("hello")).containsExactly("good");
    }

    private void assertRefused(TestJar bad, PluginState state, String... reasons) {
        house.drop("bad.jar", bad);
        assertRefused("bad.jar", state, reasons);
    }

    @Test
    void emptyFile() {
        house.drop("bad.jar", new byte[0]);
        assertRefused("bad.jar", PluginState.INVALID, "not a readable jar", "expected: a complete zip file");
    }

    @Test
    void garbage() {
        house.drop("bad.jar", "this is no zip".repeat(100).getBytes());
        assertRefused("bad.jar", PluginState.INVALID, "not a readable jar");
    }

    @Test
    void halfCopiedJar() {
        house.drop("bad.jar", java.util.Arrays.copyOf(GOOD, GOOD.length / 2));
        assertRefused("bad.jar", PluginState.INVALID, "not a readable jar");
    }

    @Test
    void zipInsteadOfJar() {
        house.drop("bad.zip", GOOD);
        assertRefused("bad.zip", PluginState.INVALID, "zip files are not loaded", "expected: a jar");
    }

    @Test
    void noManifest() {
        assertRefused(
                TestJar.library().entry("readme.txt", "hello"),
                PluginState.INVALID,
                "no META-INF/MANIFEST.MF",
                "Plugin-Id, Plugin-Version and Plugin-Class");
    }

    @Test
    void brokenManifest() {
        assertRefused(
                TestJar.library().entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nno colon here\n\n"),
                PluginState.INVALID,
                "not a readable jar",
                "invalid header field");
    }

    @Test
    void missingIdVersionAndClassAreToldAtOnce() {
        assertRefused(
                TestJar.plugin("bad")
                        .without("Plugin-Id")
                        .without("Plugin-Version")
                        .without("Plugin-Class"),
                PluginState.INVALID,
                "no Plugin-Id",
                "no Plugin-Version",
                "no Plugin-Class");
    }

    @Test
    void idWithWrongCharacters() {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Id", "Bad_Plugin"),
                PluginState.INVALID,
                "Plugin-Id 'Bad_Plugin'",
                "expected: lower case letters");
    }

    @Test
    void idThatLeadsOutOfTheFolder() {
        assertRefused(TestJar.plugin("bad").manifest("Plugin-Id", "../bad"), PluginState.INVALID, "Plugin-Id '../bad'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "all", "rookery"})
    void reservedId(String id) {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Id", id),
                PluginState.INVALID,
                "Plugin-Id '" + id + "' is reserved");
    }

    @ParameterizedTest
    @CsvSource({"Plugin-Id,a,.a", "Plugin-Version,1.0.0-a,.a", "Plugin-Requires,(,(", "Plugin-Dependencies,a,.a"})
    void attributeThatWouldTakeAParserToItsEnd(String name, String begin, String more) {
        assertRefused(
                TestJar.plugin("bad").manifest(name, begin + ("\n " + more).repeat(30_000)),
                PluginState.INVALID,
                name + " of ",
                "expected: at most 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"META-INF/MANIFEST.MF", "META-INF/extensions.idx"})
    void textThatWouldTakeAllMemory(String name) {
        TestJar jar = name.endsWith("MF") ? TestJar.library() : TestJar.plugin("bad");
        assertRefused(
                jar.entry(name, "a".repeat(JarInspector.LONGEST_TEXT + 1)),
                PluginState.INVALID,
                name + " has more than 1048576 bytes");
    }

    @Test
    void classesWithoutEnd(@TempDir Path folder) {
        Path jar = TestJar.plugin("large").writeTo(folder, "large.jar");
        assertThat(reason(JarInspector.inspect(jar, 100, 100)))
                .startsWith("demo/large/Main.class and the classes before it have more than 100 bytes");
    }

    @Test
    void entriesWithoutEnd(@TempDir Path folder) {
        Path jar = TestJar.plugin("large").entry("one", "").entry("two", "").writeTo(folder, "large.jar");
        assertThat(JarInspector.inspect(jar, 4, 10_000)).isInstanceOf(Inspection.Accepted.class);
        assertThat(reason(JarInspector.inspect(jar, 3, 10_000))).startsWith("4 entries (expected: at most 3;");
    }

    /** A zip file may have anything before its content. */
    @Test
    void aHoleThatTakesForEverToReadBeforeAGoodPlugin(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("hole.jar");
        try (SeekableByteChannel hole = Files.newByteChannel(jar, CREATE_NEW, WRITE, SPARSE)) {
            hole.position(JarInspector.MOST_BYTES);
            hole.write(ByteBuffer.wrap(TestJar.plugin("hole").bytes()));
        }
        assertThat(reason(JarInspector.inspect(jar))).endsWith(" bytes (expected: at most 536870912)");
    }

    private static String reason(Inspection inspection) {
        return ((Inspection.Refused) inspection).status().reason();
    }

    @Test
    void versionOfTwoNumbers() {
        assertRefused(
                TestJar.plugin("bad").version("1.0"), PluginState.INVALID, "Plugin-Version '1.0'", "expected: three");
    }

    @Test
    void requiresThatCannotBeParsed() {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Requires", ">>nonsense"),
                PluginState.INVALID,
                "Plugin-Requires '>>nonsense'",
                "expected: a version range");
    }

    @Test
    void requiresAnotherApi() {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Requires", ">=99.0.0"),
                PluginState.INCOMPATIBLE,
                ">=99.0.0",
                "this host has API version 0.1.0");
    }

    @Test
    void requiresABareVersionThatIsNewer() {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Requires", "0.2.0"), PluginState.INCOMPATIBLE, "0.2.0", "0.1.0");
    }

    @Test
    void classPathInTheManifest() {
        assertRefused(
                TestJar.plugin("bad").manifest("Class-Path", "../../somewhere.jar"),
                PluginState.INVALID,
                "Class-Path",
                "expected: none");
    }

    @Test
    void classThatIsNotThere() {
        assertRefused(
                TestJar.plugin("bad").manifest("Plugin-Class", "demo.Nowhere"),
                PluginState.INVALID,
                "Plugin-Class demo.Nowhere is not in the jar");
    }

    @Test
    void classesOfPf4j() {
        assertRefused(
                TestJar.plugin("bad").sourceOf("org.pf4j.Evil", "package org.pf4j; public class Evil {}"),
                PluginState.INVALID,
                "contains org/pf4j/Evil.class");
    }

    @Test
    void nestedJarThatLeadsOutOfTheFolder() {
        assertRefused(
                TestJar.plugin("bad").entry("lib/../../evil.jar", "x"), PluginState.INVALID, "'lib/../../evil.jar'");
        assertThat(house.work().resolveSibling("evil.jar")).doesNotExist();
    }

    @Test
    void tooManyNestedJars() {
        TestJar bad = TestJar.plugin("bad");
        for (int i = 0; i <= JarInspector.MOST_LIBRARIES; i++) {
            bad.entry("lib/" + i + ".jar", "x");
        }
        assertRefused(bad, PluginState.INVALID, "257 nested jars", "at most 256");
    }

    @Test
    void sameIdTwiceUsesTheHigherVersionAndNamesBoth() {
        house.drop("other.jar", TestJar.plugin("bad").version("1.10.0").onEnable("say(\"higher\");"));
        assertRefused(
                TestJar.plugin("bad").version("1.9.0").onEnable("say(\"lower\");"),
                PluginState.INVALID,
                "bad.jar (1.9.0) and other.jar (1.10.0), and the latter is used",
                "one jar per id");
        assertThat(house.status("other.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.messaging().said()).containsExactly("higher");
    }

    @Test
    void sameVersionTwiceUsesTheFirstByName() {
        TestJar quiet = TestJar.plugin("bad").onEnable("say(\"here\");");
        house.drop("another.jar", quiet);
        assertRefused(quiet, PluginState.INVALID, "bad.jar (1.0.0) and another.jar (1.0.0)");
        assertThat(house.status("another.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void missingDependency() {
        assertRefused(
                TestJar.plugin("bad").dependsOn("nobody@>=1.0.0"),
                PluginState.BLOCKED,
                "needs plugin 'nobody' >=1.0.0, which is not there");
    }

    @Test
    void wrongVersionOfADependency() {
        assertRefused(
                TestJar.plugin("bad").dependsOn("good@>=2.0.0"),
                PluginState.BLOCKED,
                "needs plugin 'good' >=2.0.0, and good.jar is 1.0.0");
    }

    @Test
    void dependencyThatIsInvalid() {
        house.drop("broken.jar", TestJar.plugin("broken").version("1"));
        assertRefused(
                TestJar.plugin("bad").dependsOn("broken"),
                PluginState.BLOCKED,
                "needs plugin 'broken', which is INVALID (see broken.jar)");
    }

    @Test
    void dependencyThatDoesNotStart() {
        house.drop("failing.jar", TestJar.plugin("failing").onEnable("throw new Exception(\"no\");"));
        assertRefused(
                TestJar.plugin("bad").dependsOn("failing"),
                PluginState.BLOCKED,
                "needs plugin 'failing', which did not");
    }

    @Test
    void dependenciesThatCannotBeParsed() {
        assertRefused(
                TestJar.plugin("bad").dependsOn("good@>>1"),
                PluginState.INVALID,
                "Plugin-Dependencies '>>1'",
                "expected: a version range");
    }

    @Test
    void cycleOfTwo() {
        house.drop("other.jar", TestJar.plugin("other").dependsOn("bad"));
        assertRefused(TestJar.plugin("bad").dependsOn("other"), PluginState.BLOCKED, "bad -> other -> bad");
        assertThat(house.status("other.jar").reason()).contains("bad -> other -> bad");
    }

    @Test
    void classThatIsNoPlugin() {
        assertRefused(
                TestJar.plugin("bad").source("Main", "public class Main {}"),
                PluginState.FAILED,
                "demo.bad.Main is no BotPlugin",
                "dev.rookery.api.plugin.BotPlugin");
    }

    @Test
    void classThatIsNotPublic() {
        assertRefused(
                TestJar.plugin("bad")
                        .source("Main", "class Main implements BotPlugin { public void onEnable(PluginContext c) {} }"),
                PluginState.FAILED,
                "demo.bad.Main",
                "expected: a public class");
    }

    @Test
    void constructorWithArguments() {
        assertRefused(
                TestJar.plugin("bad").with("public Main(String needed) {}"),
                PluginState.FAILED,
                "no public constructor without arguments");
    }

    @Test
    void constructorThatThrows() {
        assertRefused(
                TestJar.plugin("bad").with("public Main() { throw new IllegalStateException(\"not today\"); }"),
                PluginState.FAILED,
                "java.lang.IllegalStateException: not today");
    }

    @Test
    void initialiserThatThrows() {
        assertRefused(
                TestJar.plugin("bad").with("static final int BOOM = Integer.parseInt(\"boom\");"),
                PluginState.FAILED,
                "ExceptionInInitializerError",
                "caused by java.lang.NumberFormatException: For input string: \"boom\"");
    }

    @Test
    void onEnableThatThrows() {
        assertRefused(
                TestJar.plugin("bad")
                        .onEnable("throw new Exception(\"outer\", new java.io.IOException(\"no route to host\"));"),
                PluginState.FAILED,
                "outer",
                "java.io.IOException: no route to host");
    }

    @Test
    void onEnableThatOverflowsTheStack() {
        assertRefused(
                TestJar.plugin("bad").with("void deeper() { deeper(); }").onEnable("deeper();"),
                PluginState.FAILED,
                "java.lang.StackOverflowError");
    }

    @Test
    void onEnableThatHangs() throws Exception {
        startWhileOneHangs("new CountDownLatch(1).await();");
        assertTold(
                "bad.jar",
                PluginState.FAILED,
                "onEnable did not return within 30.0 s, it is at demo.bad.Main.onEnable");
    }

    @Test
    void onEnableThatHangsAndCannotBeInterrupted() throws Exception {
        house.impatient();
        try {
            startWhileOneHangs("while (!Boolean.getBoolean(\"zoo.release\")) {}");
            assertTold(
                    "bad.jar",
                    PluginState.FAILED,
                    "onEnable did not return",
                    "; threads that do not end: plugin-bad-1, it is at demo.bad.Main.onEnable");
        } finally {
            System.setProperty("zoo.release", "true");
            Eventually.holds("it hangs no longer", () -> !hangs());
        }
    }

    /** Turns the clock once it hangs. */
    private void startWhileOneHangs(String statements) throws Exception {
        house.drop("bad.jar", TestJar.plugin("bad").onEnable(statements));
        CompletableFuture<?> starting = CompletableFuture.runAsync(house::start);
        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); !hangs() && System.nanoTime() < until; ) {
            Thread.onSpinWait();
        }
        house.timers().advance(house.options().enableDeadline());
        starting.get(60, TimeUnit.SECONDS);
    }

    private static boolean hangs() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> PluginThreads.where(stack).contains("demo.bad.Main.onEnable"));
    }

    @Test
    void settingsThatDoNotFit() {
        assertRefused(
                TestJar.plugin("bad")
                        .with("public record Paint(String color) {}")
                        .onEnable("context.config(Paint.class);"),
                PluginState.FAILED,
                "rookery.yml:7:3 plugins.bad.color: \"mauve\" (expected: red)");
        assertThat(house.status("bad.jar").reason()).startsWith("rookery.yml");
    }

    @Test
    void classFileOfALaterJava() {
        byte[] fromTheFuture = TestCompiler.compile(
                        java.util.Map.of(
                                "demo.bad.Main",
                                "package demo.bad; import dev.rookery.api.plugin.*; public class Main implements BotPlugin"
                                        + " { public void onEnable(PluginContext c) {} }"),
                        false)
                .get("demo/bad/Main.class")
                .clone();
        fromTheFuture[7] = (byte) 250;
        house.drop(
                "bad.jar",
                TestJar.library()
                        .entry(
                                "META-INF/MANIFEST.MF",
                                "Manifest-Version: 1.0\nPlugin-Id: bad\nPlugin-Version: 1.0.0\n"
                                        + "Plugin-Class: demo.bad.Main\n\n")
                        .entry("demo/bad/Main.class", fromTheFuture));
        assertRefused("bad.jar", PluginState.FAILED, "UnsupportedClassVersionError");
    }
}

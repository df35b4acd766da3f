package dev.rookery.testkit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link PluginTest} does: gives each test its bot, and stops it afterwards. */
final class PluginTestExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace OURS = Namespace.create(PluginTestExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Those of constructors and of @BeforeAll have no test that the bot could be for.
        return parameter.getParameter().getType() == TestBot.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(OURS);
        TestBot known = store.get(TestBot.class, TestBot.class);
        if (known != null) {
            return known;
        }
        TestBot made = botFor(annotation(context));
        store.put(TestBot.class, made);
        return made;
    }

    /** After a failure the plugin may be in any state, and what it leaves behind would only hide the reason. */
    @Override
    public void afterEach(ExtensionContext context) {
        TestBot bot = context.getStore(OURS).remove(TestBot.class, TestBot.class);
        if (bot == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            bot.abandon();
        } else {
            bot.close();
        }
    }

    private static PluginTest annotation(ExtensionContext context) {
        Optional<PluginTest> ofMethod = context.getTestMethod()
                .flatMap((Method method) -> AnnotationSupport.findAnnotation(method, PluginTest.class));
        return ofMethod.or(() -> classes(context.getRequiredTestClass())
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, PluginTest.class).stream())
                        .findFirst())
                .orElseThrow(() -> new ExtensionConfigurationException("no @PluginTest on "
                        + context.getRequiredTestClass().getName() + " (expected: on the test or its class)"));
    }

    /** A nested class and those around it. */
    private static Stream<Class<?>> classes(Class<?> innermost) {
        return Stream.<@Nullable Class<?>>iterate(
                        innermost, type -> type != null, type -> type == null ? null : type.getEnclosingClass())
                .map(type -> (Class<?>) type);
    }

    private static TestBot botFor(PluginTest test) {
        if (test.value().length == 0 && test.jar().length == 0) {
            throw new ExtensionConfigurationException(
                    "@PluginTest names no plugin (expected: its class, or jar = \"target/<name>.jar\")");
        }
        TestBotBuilder builder = TestBot.builder().deadline(Duration.ofSeconds(test.deadlineSeconds()));
        Stream.of(test.value()).forEach(builder::plugin);
        Stream.of(test.jar())
                .map(pattern -> JarPattern.resolve(Path.of(System.getProperty("basedir", "")), pattern))
                .forEach(builder::jar);
        if (test.config().length > 0) {
            builder.config(String.join("\n", test.config()));
        }
        if (!test.leakCheck()) {
            builder.withoutLeakCheck();
        }
        return builder.build();
    }
}

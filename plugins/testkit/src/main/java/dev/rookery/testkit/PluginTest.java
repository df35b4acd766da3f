package dev.rookery.testkit;

import dev.rookery.api.plugin.BotPlugin;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a {@link TestBot} parameter: a host of its own for each test, with the
 * plugin in it, from a class of the class path or from the real jar. It is stopped after the test, which fails if the
 * plugin left anything behind.
 *
 * <pre>{@code
 * @PluginTest(DicePlugin.class)                     // fast, easy to debug
 * @PluginTest(jar = "target/rookery-plugin-*.jar")  // as the operator gets it: in an integration test, after package
 * }</pre>
 *
 * <p>On a method it replaces the one on the class. The plugin starts when the test first needs it, so that
 * {@link TestBot#config} at the beginning of a test counts for its start.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PluginTestExtension.class)
public @interface PluginTest {

    /**
     * The plugins' classes, as {@code Plugin-Class} names them. They are the test's own classes: what a plugin may not
     * see in the host is noticed only from the jar. They start in this order: what others need stands before them.
     *
     * @return the plugins under test; {@link TestBot#config(String)} is for the first
     */
    Class<? extends BotPlugin>[] value() default {};

    /**
     * The plugins' jars: paths from the module's folder, in which the file name may hold {@code *}. Each must be one
     * file; {@code -sources}, {@code -javadoc} and {@code -tests} jars are not looked at.
     *
     * @return the plugin under test first
     */
    String[] jar() default {};

    /**
     * What stands under {@code plugins.<id>} in the configuration, as YAML, one line each; {@link TestBot#config} adds
     * to it.
     *
     * @return the lines
     */
    String[] config() default {};

    /**
     * Whether a test fails when its plugins leave something behind: threads, and, of plugins from jars, anything that
     * keeps their classes in memory, which is told by its way through the heap.
     *
     * @return true unless the test is about just that
     */
    boolean leakCheck() default true;

    /**
     * The longest that a step may keep the plugins busy, in seconds of real time. It is no time to wait: a test goes on
     * as soon as they are done, and fails with the stacks of their threads when they are not.
     *
     * @return at least 1
     */
    int deadlineSeconds() default 20;
}

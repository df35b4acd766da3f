package dev.rookery.api.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a parameter of a {@link Command} method and says what fits it. A parameter without this annotation is called as
 * in the source, which needs {@code javac -parameters}.
 *
 * <p>Its type says what is read: {@code String}, {@code int}, {@code long}, {@code double}, {@code boolean},
 * {@link java.time.Duration}, an enum, {@link dev.rookery.api.chat.Person}, {@link dev.rookery.api.message.Message}
 * (all that is left), a kind of {@link dev.rookery.api.message.Segment}, any type with a static method {@code parse}
 * that takes one text, such as {@code LocalDate} or a record of yours, or an {@code Optional} of these, which may be
 * left out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {

    /** Stands for: cannot be left out. */
    String REQUIRED = "\0";

    /**
     * How help calls it.
     *
     * @return as for {@link Arg#word}; empty for the name in the source
     */
    String value() default "";

    /**
     * What it is for.
     *
     * @return a few words; may be empty
     */
    String description() default "";

    /**
     * What it is when it is left out.
     *
     * @return as it would be typed; it must fit
     */
    String orElse() default REQUIRED;

    /**
     * Whether it takes all that is left.
     *
     * @return only for a {@code String}, only for the last parameter
     */
    boolean rest() default false;

    /**
     * The least.
     *
     * @return for numbers, and for durations in seconds
     */
    long min() default Long.MIN_VALUE;

    /**
     * The most.
     *
     * @return for numbers, and for durations in seconds
     */
    long max() default Long.MAX_VALUE;
}

package dev.rookery.api.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a command, when its object is given to {@link Commands#registerAll}. The method need not be public. It
 * may take a {@link CommandCall} and typed values, see {@link Param}; what it returns is the reply: a {@code String} or
 * a {@link dev.rookery.api.message.Message}, where null and empty mean none, or nothing at all.
 *
 * <pre>{@code
 * @Command(value = "roll", aliases = "掷骰子", description = "rolls dice")
 * String roll(@Param(value = "sides", orElse = "6", min = 2, max = 1000) int sides) {
 *     return "You rolled " + (1 + random.nextInt(sides));
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {

    /**
     * The command's word.
     *
     * @return as for {@link CommandSpec#named}
     */
    String value();

    /**
     * Other words for it.
     *
     * @return as for {@link CommandSpec.Builder#aliases}
     */
    String[] aliases() default {};

    /**
     * What it does.
     *
     * @return as for {@link CommandSpec.Builder#describe}
     */
    String description() default "";

    /**
     * Who may give it.
     *
     * @return as for {@link CommandSpec.Builder#permission}; empty for everybody
     */
    String permission() default "";

    /**
     * How long it rests after it was carried out.
     *
     * @return as it would be typed: {@code 30s}, {@code 1h30m}; empty for not at all
     */
    String cooldown() default "";

    /**
     * For whom it rests.
     *
     * @return the person who gave it, unless said otherwise
     */
    Cooldown.Per cooldownPer() default Cooldown.Per.PERSON;

    /**
     * Whether it is left out of lists and suggestions.
     *
     * @return false unless said otherwise
     */
    boolean hidden() default false;
}

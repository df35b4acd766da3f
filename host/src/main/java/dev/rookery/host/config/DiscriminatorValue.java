package dev.rookery.host.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of the {@link Discriminator} key that chooses this record or sealed interface; without it the value is the
 * simple class name in lower case with dashes: {@code one-bot} for {@code OneBot}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DiscriminatorValue {

    /**
     * The value.
     *
     * @return as it stands in the file
     */
    String value();
}

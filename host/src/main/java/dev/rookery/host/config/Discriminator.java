package dev.rookery.host.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the key by whose value one of a sealed interface's records is chosen; without it the key is {@code type}. A
 * permitted subtype may be a sealed interface with a discriminator of its own, which is looked up in the same mapping.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Discriminator {

    /**
     * The key.
     *
     * @return as it stands in the file
     */
    String value();
}

package dev.rookery.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a settings record's component when the configuration file does not name it, written as it would be
 * written in the file: {@code @Default("5s") Duration timeout}, {@code @Default("[a, b]") List<String> names}. A
 * component without this annotation is required, unless its type is {@code Optional}, {@code List}, {@code Set} or
 * {@code Map} (empty) or a record all of whose components have defaults.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {

    /**
     * The default as YAML text.
     *
     * @return what would stand in the file
     */
    String value();
}

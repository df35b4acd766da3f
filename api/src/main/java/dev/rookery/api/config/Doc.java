package dev.rookery.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One plain sentence for the operator about a settings record or one of its components: what it is for, its unit, its
 * bounds.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {

    /**
     * The sentence.
     *
     * @return plain English, shown in schemas and error messages
     */
    String value();
}

/**
 * Settings as validated records: reads YAML, binds it to records by the types of their components, and reports every
 * mistake at once with file, line, column and key.
 *
 * <p>{@link dev.rookery.host.config.ConfigDocument} reads a file, {@link dev.rookery.host.config.ConfigSection} is a
 * part of it that is bound later, {@link dev.rookery.host.config.ConfigException} carries what is wrong. What a record
 * may hold is written down at {@link dev.rookery.host.config.ConfigDocument}. SnakeYAML is used for its events only and
 * stays inside this package.
 */
@NullMarked
package dev.rookery.host.config;

import org.jspecify.annotations.NullMarked;

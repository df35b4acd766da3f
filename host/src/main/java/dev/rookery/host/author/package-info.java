/**
 * What {@code rookery dev} needs to know of the project of a plugin: what the plugin is called, which classes the
 * compiler has made, when it is done with them, and the jar they make. It knows files, and neither plugins nor Maven.
 */
@NullMarked
package dev.rookery.host.author;

import org.jspecify.annotations.NullMarked;

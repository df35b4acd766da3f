/** Work of a plugin that is due at its own times, not when something was said. */
@NullMarked
package dev.rookery.api.schedule;

import org.jspecify.annotations.NullMarked;

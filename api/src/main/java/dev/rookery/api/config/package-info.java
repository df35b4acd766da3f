/** How a settings record describes itself: defaults, documentation and secrets. */
@NullMarked
package dev.rookery.api.config;

import org.jspecify.annotations.NullMarked;

/** The host's clock and timers, real or turned by hand. */
@NullMarked
package dev.rookery.host.time;

import org.jspecify.annotations.NullMarked;

/** Counters and timers of HTTP streams in Micrometer, for those who bring it: nothing else refers to this package. */
@NullMarked
package dev.rookery.host.httpstream.micrometer;

import org.jspecify.annotations.NullMarked;

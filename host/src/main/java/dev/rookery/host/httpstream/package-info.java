/**
 * The HTTP client on the event loop: a request goes in, its readback gets the response and says what comes next.
 *
 * <p>{@link HttpStream} is the door; a {@link Chain} is what goes on behind it. An exchange (one request with its
 * redirects and its deadline) borrows a connection from the pool of its origin and gives it back when the answer is
 * whole. All state lives on one loop, so nothing in this package takes a lock. Every bound is listed at
 * {@link HttpStreamOptions}.
 */
@NullMarked
package dev.rookery.host.httpstream;

import org.jspecify.annotations.NullMarked;

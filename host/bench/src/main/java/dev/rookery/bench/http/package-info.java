/**
 * The HTTP client and the event loop against their peers, on one server, in one run. Everything measured is a process
 * of its own: {@link dev.rookery.bench.http.ServerMain} on one processor, a {@link dev.rookery.bench.http.ClientMain}
 * for each client on another.
 */
@NullMarked
package dev.rookery.bench.http;

import org.jspecify.annotations.NullMarked;

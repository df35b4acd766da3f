/**
 * Connections to origins: opened, kept alive, used again, closed. Knows channels and bytes, but neither cookies nor
 * redirects nor chains, which are the business of {@code httpstream}. All of it lives on one loop, without locks.
 */
@NullMarked
package dev.rookery.host.httpstream.connection;

import org.jspecify.annotations.NullMarked;

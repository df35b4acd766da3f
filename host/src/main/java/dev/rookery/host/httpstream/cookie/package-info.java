/** Cookies as browsers keep them (RFC 6265bis): which are taken, which are sent, how they are saved. */
@NullMarked
package dev.rookery.host.httpstream.cookie;

import org.jspecify.annotations.NullMarked;

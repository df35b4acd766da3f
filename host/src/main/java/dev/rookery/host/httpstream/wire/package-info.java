/**
 * HTTP/1.1 as bytes (RFC 9112): reads responses, writes requests. It knows buffers and nothing else: no channel, no
 * clock, no address, so that all of it is tested by feeding bytes.
 *
 * <p>{@link dev.rookery.host.httpstream.wire.ResponseReader} refuses what Netty's {@code HttpResponseDecoder} refuses,
 * and more; a test with that decoder as its oracle holds the promise.
 */
@NullMarked
package dev.rookery.host.httpstream.wire;

import org.jspecify.annotations.NullMarked;

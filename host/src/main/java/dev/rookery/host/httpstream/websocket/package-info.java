/**
 * Web sockets (RFC 6455, with the compression of RFC 7692) from the client's side, on the loop and over the connections
 * of an HTTP stream: its endpoint, cookies, TLS and limits hold for them as well.
 *
 * <p>{@code HttpStream.webSocket} opens one. {@link dev.rookery.host.httpstream.websocket.WebSocketListener} hears what
 * comes and how it ended, {@link dev.rookery.host.httpstream.websocket.WebSocket} sends. Frames are read and written by
 * Netty's codec; every bound is listed at {@link dev.rookery.host.httpstream.websocket.WebSocketLimits}.
 */
@NullMarked
package dev.rookery.host.httpstream.websocket;

import org.jspecify.annotations.NullMarked;

/**
 * An embedded WebQQ server with a chat page and a control API. Written from the protocol alone: it shares no code with
 * the client, so that two readings of one document keep each other honest.
 *
 * <p>{@link dev.rookery.host.sandbox.Sandbox} is the way in. Behind it {@code SandboxServer} routes to the endpoints:
 * {@code LoginEndpoints} (QR code and cookies), {@code ApiEndpoints} (contact lists), {@code ChannelEndpoints} (login2,
 * polls, sends), {@code ChatPage} and {@code ControlApi}. {@code Sessions} and {@code Session} hold the poll,
 * {@code Inbox} what waits for it, {@code Conversations} what was said. All state lives on one event loop, without
 * locks.
 */
@NullMarked
package dev.rookery.host.sandbox;

import org.jspecify.annotations.NullMarked;

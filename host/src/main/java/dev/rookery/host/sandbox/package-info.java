/**
 * An embedded WebQQ server with a chat page and a control API. Written from the protocol alone: it shares no code with
 * the client, so that two readings of one document keep each other honest.
 *
 * <p>{@link dev.rookery.host.sandbox.Sandbox} is the way in. Behind it {@code SandboxServer} routes to the endpoints:
 * {@code QrEndpoints} and {@code PasswordEndpoints} (signing in) with {@code LoginEndpoints} (what surrounds it),
 * {@code ApiEndpoints} (contact lists), {@code ChannelEndpoints} (sessions and polls), {@code SendEndpoints}, some more
 * by theme, {@code ChatPage} and {@code ControlApi}. Each {@code Account} has a world, shared or its own, with
 * {@code Sessions} and {@code Session}, which hold the poll, {@code Inbox}, what waits for it, and
 * {@code Conversations}, what was said. A {@code WebLogin} is what an account has signed in with; its {@code Uins} turn
 * the numbers of the world into those of the wire, which {@code Contacts} writes. {@code FaultInjector} stands before
 * the endpoints and does what the {@code Faults} say, one {@code FaultChain} per request; {@code FaultKind} lists what
 * can go wrong. All state lives on one event loop, without locks.
 */
@NullMarked
package dev.rookery.host.sandbox;

import org.jspecify.annotations.NullMarked;

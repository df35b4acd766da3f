/**
 * The way of a message through the handlers and of a reply back to its network: order per chat, bounds, isolation of
 * faults.
 */
@NullMarked
package dev.rookery.host.dispatch;

import org.jspecify.annotations.NullMarked;

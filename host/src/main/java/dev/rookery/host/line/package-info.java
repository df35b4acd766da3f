/** The terminal network: a TCP connection is a private chat, each line a message. */
@NullMarked
package dev.rookery.host.line;

import org.jspecify.annotations.NullMarked;

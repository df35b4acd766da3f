/** Joins chats, of one network or several: a sample of speaking without having been spoken to. */
@NullMarked
package dev.rookery.plugin.relay;

import org.jspecify.annotations.NullMarked;

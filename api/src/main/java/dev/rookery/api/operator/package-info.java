/** What people with the power to do so may have the host do from a chat: switch plugins and commands, ask why. */
@NullMarked
package dev.rookery.api.operator;

import org.jspecify.annotations.NullMarked;

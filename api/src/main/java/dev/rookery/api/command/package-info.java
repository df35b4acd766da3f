/** What people tell a bot to do: commands by builder or annotation, with typed arguments. */
@NullMarked
package dev.rookery.api.command;

import org.jspecify.annotations.NullMarked;

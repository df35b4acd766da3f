/** What a plugin implements and what it is handed: the entry point, its context, message handlers and commands. */
@NullMarked
package dev.rookery.api.plugin;

import org.jspecify.annotations.NullMarked;

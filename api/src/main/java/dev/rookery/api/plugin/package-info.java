/** What a plugin implements and what it is handed: the entry point and its context. */
@NullMarked
package dev.rookery.api.plugin;

import org.jspecify.annotations.NullMarked;

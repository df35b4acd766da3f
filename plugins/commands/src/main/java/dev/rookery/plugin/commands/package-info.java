/** The everyday commands that people expect of a bot. */
@NullMarked
package dev.rookery.plugin.commands;

import org.jspecify.annotations.NullMarked;

/** Answers that people teach the bot in chat, each chat its own. */
@NullMarked
package dev.rookery.plugin.keywords;

import org.jspecify.annotations.NullMarked;

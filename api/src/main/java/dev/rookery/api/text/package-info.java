/** What a plugin says, in the language of the chat. */
@NullMarked
package dev.rookery.api.text;

import org.jspecify.annotations.NullMarked;

/** What the host and its plugins say, in the language of each chat. */
@NullMarked
package dev.rookery.host.text;

import org.jspecify.annotations.NullMarked;

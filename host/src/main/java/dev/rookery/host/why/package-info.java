/** Remembers what became of the latest messages, so that "why did it not answer?" has an answer. */
@NullMarked
package dev.rookery.host.why;

import org.jspecify.annotations.NullMarked;

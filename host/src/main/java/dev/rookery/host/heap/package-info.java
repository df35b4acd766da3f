/** Finds out what keeps an object alive, by reading a dump of the heap. */
@NullMarked
package dev.rookery.host.heap;

import org.jspecify.annotations.NullMarked;

/** What is said: immutable messages made of segments, and what became of one that was sent. */
@NullMarked
package dev.rookery.api.message;

import org.jspecify.annotations.NullMarked;

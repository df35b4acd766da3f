/** What hears: messages and events, and the way to answer. */
@NullMarked
package dev.rookery.api.handler;

import org.jspecify.annotations.NullMarked;

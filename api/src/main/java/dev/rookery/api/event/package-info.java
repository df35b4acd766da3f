/** What happened on a chat network, as immutable records. */
@NullMarked
package dev.rookery.api.event;

import org.jspecify.annotations.NullMarked;

/** What a chat network must offer to be hosted, and what the host offers it in return. */
@NullMarked
package dev.rookery.api.network;

import org.jspecify.annotations.NullMarked;

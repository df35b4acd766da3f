/**
 * HTTP for plugins: each has a client of its own on one loop that they share, with bounds, and speaks to public
 * addresses only unless the operator allows others.
 */
@NullMarked
package dev.rookery.host.outgoing;

import org.jspecify.annotations.NullMarked;

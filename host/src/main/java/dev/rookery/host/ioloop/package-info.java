/**
 * The event loop: handlers for channels, tasks and timers on one thread, and an orderly stop. Hides how Netty groups
 * its loops; the HTTP client and server put their channels on the same loop.
 */
@NullMarked
package dev.rookery.host.ioloop;

import org.jspecify.annotations.NullMarked;

/**
 * The process: its command line, its configuration, and the wiring of the rooms. Everything meets here; nobody imports
 * this package.
 */
@NullMarked
package dev.rookery.host;

import org.jspecify.annotations.NullMarked;

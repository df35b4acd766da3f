/** The way of a message through the dispatcher, and the plugin host with many plugins and with bad ones. */
@NullMarked
package dev.rookery.bench.plugin;

import org.jspecify.annotations.NullMarked;

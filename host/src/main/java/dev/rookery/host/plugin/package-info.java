/**
 * Finds, validates, loads, starts and stops plugin jars. The only package that touches PF4J.
 *
 * <p>{@link dev.rookery.host.plugin.PluginCatalog} looks at the jars without running them;
 * {@link dev.rookery.host.plugin.PluginHost} brings those that are in order to life, one after the other on one thread.
 * What a plugin registers is put down as its own and published to dispatch as one immutable table. What it is lent
 * comes from {@link dev.rookery.host.plugin.PluginServices}, made for each plugin and taken back when it stops.
 */
@NullMarked
package dev.rookery.host.plugin;

import org.jspecify.annotations.NullMarked;

package dev.rookery.host.plugin;

import dev.rookery.host.guard.Tally;
import dev.rookery.host.guard.Usage;

/**
 * What one plugin has come to.
 *
 * @param id the plugin
 * @param tally of all its lives
 * @param threads how many threads run in its name
 * @param usage what it has used of the machine in this life; nothing while it does not run
 */
public record PluginFigures(String id, Tally tally, int threads, Usage usage) {}

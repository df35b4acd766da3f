/** A bot that answers with the same words: the smallest useful plugin, and the first thing a new host is tried with. */
@NullMarked
package dev.rookery.plugin.echo;

import org.jspecify.annotations.NullMarked;

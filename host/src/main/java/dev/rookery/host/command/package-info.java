/**
 * The commands of plugins: their words, how their arguments are read, who may give them how often, and what help says
 * of them. Knows messages and phrases, but neither plugins' lives nor threads.
 */
@NullMarked
package dev.rookery.host.command;

import org.jspecify.annotations.NullMarked;

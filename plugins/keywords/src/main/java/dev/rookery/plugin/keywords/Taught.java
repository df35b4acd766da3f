package dev.rookery.plugin.keywords;

import java.time.Instant;

/**
 * What is kept of an answer.
 *
 * @param answer the words
 * @param by who taught it
 * @param at when
 */
record Taught(String answer, String by, Instant at) {}

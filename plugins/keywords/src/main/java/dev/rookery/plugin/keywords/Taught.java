package dev.rookery.plugin.keywords;

/**
 * What is kept of an answer.
 *
 * @param answer the words
 * @param by who taught it
 */
record Taught(String answer, String by) {}

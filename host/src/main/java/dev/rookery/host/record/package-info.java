/**
 * Writes down what a host hears and says, so that it can be replayed against a plugin: one line of JSON for each event,
 * call and answer, after a header with the version of the format and the seed of chance. Secrets are masked always,
 * names on request.
 */
@NullMarked
package dev.rookery.host.record;

import org.jspecify.annotations.NullMarked;

/**
 * Values and records of plugins as JSON and back, by rules that hold wherever a plugin meets JSON: in its storage, in
 * what its questions remember, in what it sends to the web and gets from there. Jackson reads and writes the text only:
 * its own mapping to classes caches them, and would hold each plugin's class loader for ever.
 */
@NullMarked
package dev.rookery.host.json;

import org.jspecify.annotations.NullMarked;

/**
 * What goes over the wire, as values: requests as the historical clients sent them, answers as the servers gave them,
 * codes, hashes and contents. No state machine, no clock, no connection: what is here can be tried with plain data.
 */
@NullMarked
package dev.rookery.host.webqq.wire;

import org.jspecify.annotations.NullMarked;

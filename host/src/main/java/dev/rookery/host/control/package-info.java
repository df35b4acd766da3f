/** The socket through which the command line speaks to a running host: a request and an answer, each a line of JSON. */
@NullMarked
package dev.rookery.host.control;

import org.jspecify.annotations.NullMarked;

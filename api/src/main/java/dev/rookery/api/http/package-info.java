/** Asking the web: requests of plugins through the host's HTTP client. */
@NullMarked
package dev.rookery.api.http;

import org.jspecify.annotations.NullMarked;

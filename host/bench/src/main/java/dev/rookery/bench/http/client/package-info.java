/** The HTTP clients that are measured, each behind one small interface and each in a process of its own. */
@NullMarked
package dev.rookery.bench.http.client;

import org.jspecify.annotations.NullMarked;

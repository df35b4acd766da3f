/** Benchmarks of the product as it is shipped. Each prints how it measured; none is a test, and no test runs one. */
@NullMarked
package dev.rookery.bench;

import org.jspecify.annotations.NullMarked;

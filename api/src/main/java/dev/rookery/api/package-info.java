/** What the API's packages share. */
@NullMarked
package dev.rookery.api;

import org.jspecify.annotations.NullMarked;

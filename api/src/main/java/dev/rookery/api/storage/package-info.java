/** What a plugin keeps over restarts and updates. */
@NullMarked
package dev.rookery.api.storage;

import org.jspecify.annotations.NullMarked;

/** What people tell a bot to do, typed words and all. */
@NullMarked
package dev.rookery.api.command;

import org.jspecify.annotations.NullMarked;

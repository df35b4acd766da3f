/** Jobs of plugins, run at their times on their plugins' threads. */
@NullMarked
package dev.rookery.host.schedule;

import org.jspecify.annotations.NullMarked;

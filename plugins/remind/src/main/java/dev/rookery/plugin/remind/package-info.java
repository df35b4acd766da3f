/** Reminds people at the times they say, also after a restart. */
@NullMarked
package dev.rookery.plugin.remind;

import org.jspecify.annotations.NullMarked;

/**
 * Questions that plugins ask back, and their answers. An answer is recognised as it arrives, before it would line up
 * with other messages; what is done with it runs in the lane of plugin and chat, so that nobody waits and the order is
 * kept. What has to outlive the process is kept as JSON.
 */
@NullMarked
package dev.rookery.host.ask;

import org.jspecify.annotations.NullMarked;

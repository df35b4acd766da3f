/**
 * Containment of plugins without knowing any: who is late, who fails too often, who says too much, who spoils what all
 * share. It notices and tells; what is done about it is done by those who asked.
 */
@NullMarked
package dev.rookery.host.guard;

import org.jspecify.annotations.NullMarked;

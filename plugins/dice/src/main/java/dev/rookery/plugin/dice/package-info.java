/** Commands by annotation, shown on dice: a sample to copy. */
@NullMarked
package dev.rookery.plugin.dice;

import org.jspecify.annotations.NullMarked;

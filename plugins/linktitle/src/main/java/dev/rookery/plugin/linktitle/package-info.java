/**
 * Says the titles of pages that are linked to: a sample of asking the web within bounds and without a waiting thread.
 */
@NullMarked
package dev.rookery.plugin.linktitle;

import org.jspecify.annotations.NullMarked;

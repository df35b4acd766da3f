/**
 * Who is who: friends, groups and discussions as the servers tell them, and the ids under which the host knows them.
 */
@NullMarked
package dev.rookery.host.webqq.contacts;

import org.jspecify.annotations.NullMarked;

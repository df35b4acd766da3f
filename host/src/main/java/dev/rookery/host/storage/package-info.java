/**
 * What plugins keep, in one embedded H2 database for all of them: the only room that knows H2.
 *
 * <p>Plugins reach it on their own threads, which may be interrupted at any time;
 * {@link dev.rookery.host.storage.UninterruptedFiles} says why that must not reach a file.
 */
@NullMarked
package dev.rookery.host.storage;

import org.jspecify.annotations.NullMarked;

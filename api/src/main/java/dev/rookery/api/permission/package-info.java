/** Who may do what: levels of standing, and nodes that plugins declare and operators grant. */
@NullMarked
package dev.rookery.api.permission;

import org.jspecify.annotations.NullMarked;

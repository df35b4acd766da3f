/**
 * Who may use what where: plugins and commands switched on and off, permission nodes, the levels of people. Decides
 * from an immutable snapshot and says which rule decided.
 */
@NullMarked
package dev.rookery.host.scope;

import org.jspecify.annotations.NullMarked;

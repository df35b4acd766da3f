/**
 * What the operator sees: {@link dev.rookery.host.console.ConsoleNotices} tells where accounts stand,
 * {@link dev.rookery.host.console.QrTerminal} draws a QR code so that a phone can scan it from the terminal.
 */
@NullMarked
package dev.rookery.host.console;

import org.jspecify.annotations.NullMarked;

/**
 * What the operator sees and types: {@link dev.rookery.host.console.ConsoleNotices} tells on the terminal where
 * accounts stand, with QR codes and captchas drawn, {@link dev.rookery.host.console.TypedAnswers} takes what is typed
 * there, and {@link dev.rookery.host.console.OperatorPage} does both in a browser.
 */
@NullMarked
package dev.rookery.host.console;

import org.jspecify.annotations.NullMarked;

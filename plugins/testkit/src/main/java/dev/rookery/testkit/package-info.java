/**
 * Tests plugins in the real host, in memory: {@link dev.rookery.testkit.PluginTest} starts it for each test and
 * {@link dev.rookery.testkit.TestBot} speaks to it. Nothing opens a socket and nothing sleeps: a test waits until the
 * plugins have nothing left to do, and time passes when the test says so.
 *
 * <pre>{@code
 * @PluginTest(EchoPlugin.class)
 * class EchoPluginTest {
 *
 *     @Test
 *     void answersWithTheSameWords(TestBot bot) {
 *         bot.user("alice").says("hello");
 *         bot.expectReply("hello");
 *         bot.expectNothingElse();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.rookery.testkit;

import org.jspecify.annotations.NullMarked;

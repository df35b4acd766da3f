/**
 * The WebQQ protocol: sign-in, poll, send, contacts. The only place that knows a URL of QQ or a field of its JSON.
 *
 * <p>{@link dev.rookery.host.webqq.WebQqAccount} is the way in: one account, all of whose state lives on one event
 * loop. What is on the wire is in {@code wire}, who is who in {@code contacts}. Era A is WebQQ of 2011 to 2014, era B
 * SmartQQ of 2013 to 2018.
 *
 * <table>
 * <caption>The types of this package, along the way of an account</caption>
 * <tr><th>what</th><th>where</th></tr>
 * <tr><td>how it is to behave</td><td>{@code WebQqOptions}: {@code SessionOptions} with a {@code Login},
 * {@code SendOptions} with {@code Repeats}</td></tr>
 * <tr><td>where it stands</td><td>{@code Lifecycle}, a {@code Phase} at a time; {@code MainChain} is the one chain that it
 * is about, {@code Backoff} the wait before the next try</td></tr>
 * <tr><td>signing in</td><td>{@code SignIn} in {@code Steps}: a {@code WayIn}, by {@code QrLogin} or {@code PasswordLogin},
 * and its {@code Opening} into a session</td></tr>
 * <tr><td>a session while it lives</td><td>{@code LiveSession}, kept by a {@code Heartbeat}, found lost by a
 * {@code SessionCheck}, taken up again by {@code Relink}; {@code Takeovers} by other clients; on disk a
 * {@code SessionFile}, an {@code AccountFile}</td></tr>
 * <tr><td>hearing</td><td>{@code Poll} ─► {@code Intake} ─► {@code Interpreter} and {@code FileInterpreter} ─►
 * {@code Arrivals} of each {@code Arrival}, without {@code RecentMessages} that come twice; {@code LostMessages} are
 * counted</td></tr>
 * <tr><td>speaking</td><td>{@code Outbox} ─► {@code Sender} ─► a {@code Sending} for each message, at the {@code Pace} and
 * with the {@code Repetition} that the servers bear; to {@code Recipients}, with {@code PictureUploads} and, in temporary
 * chats, {@code SessionSignatures}</td></tr>
 * <tr><td>all else that it can be asked</td><td>{@code AccountOperations} by {@code Numbers} and {@code Calls};
 * {@code ChangeQueue} keeps changes apart, {@code PictureFetch} brings pictures</td></tr>
 * <tr><td>the end</td><td>{@code Shutdown}, {@code SignOut}</td></tr>
 * </table>
 */
@NullMarked
package dev.rookery.host.webqq;

import org.jspecify.annotations.NullMarked;

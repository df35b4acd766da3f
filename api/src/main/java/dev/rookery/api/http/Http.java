package dev.rookery.api.http;

import dev.rookery.api.ProvidedByHost;
import java.util.concurrent.CompletionStage;

/**
 * Asks the web in the plugin's name.
 *
 * <pre>{@code
 * HttpResponse page = context.http().fetch(HttpRequest.get("https://example.org/"));
 * message.reply("It says " + page.text());
 * }</pre>
 *
 * <p>Certificates are verified. Only public addresses are spoken to, also after redirects and whatever a name leads to,
 * unless the operator allows others under {@code outgoing.allow}. Cookies are the plugin's own and are forgotten when
 * it stops. What is under way then is given up.
 *
 * <table>
 * <caption>Bounds for each plugin</caption>
 * <tr><th>name</th><th>default</th><th>beyond it</th></tr>
 * <tr><td>{@link #MAX_UNDER_WAY}</td><td>16 requests at a time</td><td>failure {@link HttpFailure.Kind#LIMIT}</td></tr>
 * <tr><td>{@link #MAX_PER_MINUTE}</td><td>120 requests, in bursts of up to 60</td><td>failure
 * {@link HttpFailure.Kind#LIMIT}</td></tr>
 * <tr><td>{@link HttpRequest#timeout(Duration)}</td><td>15 s, at most 2 min</td><td>failure
 * {@link HttpFailure.Kind#TIME}</td></tr>
 * <tr><td>{@link HttpRequest#maxBody(int)}</td><td>1 MiB, at most 8 MiB</td><td>failure
 * {@link HttpFailure.Kind#SIZE}, or the rest is left out</td></tr>
 * <tr><td>{@link HttpRequest#followRedirects}</td><td>5, at most 10</td><td>the redirect is the response</td>
 * </tr>
 * <tr><td>{@link HttpRequest#MAX_BODY} of a request</td><td>8 MiB</td><td>refused when it is made</td></tr>
 * </table>
 *
 * <p>Any thread.
 */
@ProvidedByHost
public interface Http {

    /** How many requests of one plugin may be under way. */
    int MAX_UNDER_WAY = 16;

    /** How many requests one plugin may make in a minute. */
    int MAX_PER_MINUTE = 120;

    /**
     * Sends a request.
     *
     * @param request what to ask
     * @return completes on the plugin's callback thread: with the response, whatever its status, or exceptionally with
     *     an {@link HttpFailure}; not at all once the plugin has stopped
     * @throws IllegalArgumentException if the address is no absolute http or https address, a header field is none, or
     *     a value has no JSON
     * @throws IllegalStateException if the plugin has stopped
     */
    CompletionStage<HttpResponse> send(HttpRequest request);

    /**
     * Sends a request and waits for the response, in a handler for example: at most for as long as the request's
     * {@linkplain HttpRequest#timeout(Duration) time} and a second.
     *
     * @param request what to ask
     * @return the response, whatever its status
     * @throws HttpFailure if there is none
     * @throws InterruptedException if the caller was interrupted; the request is given up
     * @throws IllegalArgumentException if the address is no absolute http or https address, a header field is none, or
     *     a value has no JSON
     * @throws IllegalStateException if the plugin has stopped
     */
    HttpResponse fetch(HttpRequest request) throws HttpFailure, InterruptedException;
}

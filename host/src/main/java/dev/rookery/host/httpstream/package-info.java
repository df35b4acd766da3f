/**
 * The HTTP client on the event loop: a request goes in, its readback gets the response and says what comes next.
 *
 * <p>All state lives on one loop, so nothing in this package takes a lock. Every bound is listed at
 * {@link HttpStreamOptions}. Connections and their pool are in {@code connection}, bytes in {@code wire}, cookies in
 * {@code cookie}, web sockets in {@code websocket}.
 *
 * <table>
 * <caption>The types of this package, along the way of a request</caption>
 * <tr><th>what</th><th>where</th></tr>
 * <tr><td>the way in</td><td>{@link HttpStream}, with {@link HttpStreamOptions}</td></tr>
 * <tr><td>what is asked</td><td>{@link HttpRequest}, to an {@code HttpAddress}, with {@code HeaderField}s,
 * {@code Credentials}, {@code RequestTerms} and a {@code RequestBody}: {@code Parameters} ({@code PercentEncoding}),
 * {@link Multipart} ({@code PartsReading}) or another {@code BodySource}</td></tr>
 * <tr><td>one request after the other</td><td>{@link Chain}, a {@code RequestChain} in the {@code ChainList}, seen by a
 * {@link ChainSnapshot}; what comes {@link Next} is said by a {@link Readback} or an {@link Errorback}, or by the
 * {@link RetryPolicy}</td></tr>
 * <tr><td>one request on its way</td><td>{@code Exchange}: borrows a connection, sends a {@code WireRequest}, follows each
 * {@code Redirect}</td></tr>
 * <tr><td>what comes back</td><td>{@link HttpResponse}, or {@link HttpStreamException}; where the body goes says a
 * {@link BodyHandler}: into memory by {@code CollectedBody}, to a subscriber by {@code StreamedBody} and
 * {@code Delivery} (a {@link BorrowingSubscriber} copies nothing), to a file by {@code FileReceiver} on
 * {@code FileThreads}</td></tr>
 * <tr><td>codings of bodies</td><td>{@code ContentDecoder}: {@code InflatingDecoder} ({@code GzipHeader}),
 * {@code BrotliDecoder}; {@code BrokenContentException}</td></tr>
 * <tr><td>who listens</td><td>{@link HttpStreamListener}, told by {@code Listeners} and {@code ExchangeEvents};
 * {@link TraceListener} writes down, {@code micrometer} counts</td></tr>
 * </table>
 */
@NullMarked
package dev.rookery.host.httpstream;

import org.jspecify.annotations.NullMarked;

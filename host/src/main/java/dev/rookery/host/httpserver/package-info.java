/**
 * The small HTTP/1.1 server under the sandbox and the web console: exchanges on the event loop, answered at once,
 * later, or as an event stream.
 *
 * <p>{@link dev.rookery.host.httpserver.HttpServer} listens, {@link dev.rookery.host.httpserver.HttpHandler} takes each
 * {@link dev.rookery.host.httpserver.Exchange} and answers it with a {@link dev.rookery.host.httpserver.Response} or an
 * {@link dev.rookery.host.httpserver.EventStream}. Netty's codec does the parsing and stays inside this package.
 * Parsing of queries and forms is lenient on purpose, see {@link dev.rookery.host.httpserver.Parameters}.
 */
@NullMarked
package dev.rookery.host.httpserver;

import org.jspecify.annotations.NullMarked;

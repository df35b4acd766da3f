package dev.rookery.bench.http.client;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What all clients are given.
 *
 * @param connections how many may be open at a time to one server: as many as requests are ever in flight
 * @param timeout for one request
 * @param cookie the cookie pair that the server sets, for clients without a store of their own
 * @param trust a PEM file with the server's certificate
 */
public record ClientOptions(int connections, Duration timeout, String cookie, Path trust) {

    /** There is one for HTTP and one for HTTPS. */
    static final int SERVERS = 2;
}

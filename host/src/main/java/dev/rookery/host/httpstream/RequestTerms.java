package dev.rookery.host.httpstream;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is agreed about a request beside what is sent, see {@link HttpRequest.Builder}; the same at each hop. */
record RequestTerms(
        Duration timeout,
        int redirects,
        boolean repeatable,
        boolean alone,
        boolean downgrade,
        boolean expectsContinue,
        @Nullable BodyHandler handler,
        @Nullable Path file) {}

package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One request after the other, each asked for by the answer to the one before. */
final class Hops implements Client.Callback {

    private static final int PATIENCE_SECONDS = 300;

    private final CompletableFuture<Usage> done = new CompletableFuture<>();
    private final int hops;
    private int made;

    Hops(int hops) {
        this.hops = hops;
    }

    Map<String, Object> measure(Client client, URI uri) throws Exception {
        Usage before = Usage.now();
        client.get(uri, this);
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS).since(before, hops);
    }

    @Override
    public boolean answered(int status, byte[] body) {
        if (status != 200) {
            failed(new IllegalStateException("status " + status));
            return false;
        }
        // One hop happens before the next, whatever threads they are on.
        made++;
        if (made < hops) {
            return true;
        }
        done.complete(Usage.now());
        return false;
    }

    @Override
    public void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }
}

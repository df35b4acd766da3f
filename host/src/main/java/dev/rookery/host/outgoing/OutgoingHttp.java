package dev.rookery.host.outgoing;

import dev.rookery.api.http.Http;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web for all plugins, on a loop of their own: what they ask cannot keep the accounts waiting. Any thread. */
public final class OutgoingHttp {

    private static final Logger log = LoggerFactory.getLogger(OutgoingHttp.class);

    /** How large the body of a redirect may be, which nobody reads. */
    private static final int MAX_REDIRECT_BODY = 256 << 10;

    private final HttpStreamOptions options;
    private final Timers timers;
    private volatile ReachableAddresses reachable;
    private final IoLoop loop = new IoLoop("rookery-outgoing");

    /**
     * Nothing is started or opened yet.
     *
     * @param allowed the addresses that may be spoken to besides public ones
     * @param timers for counting requests
     */
    public OutgoingHttp(List<AddressRange> allowed, Timers timers) {
        this(allowed, timers, UnaryOperator.identity());
    }

    private OutgoingHttp(List<AddressRange> allowed, Timers timers, UnaryOperator<HttpStreamOptions> more) {
        this.reachable = new ReachableAddresses(allowed);
        this.options = more.apply(HttpStreamOptions.defaults()
                .withMaxBodyBytes(MAX_REDIRECT_BODY)
                .withAddresses(address -> reachable.test(address)));
        this.timers = timers;
    }

    /** The same, believing an authority of one's own. */
    static OutgoingHttp trusting(Path pem, List<AddressRange> allowed, Timers timers) {
        return new OutgoingHttp(allowed, timers, options -> options.withTrust(pem));
    }

    /**
     * Starts the loop's thread: one that a plugin's call started would keep that plugin's class loader. Does nothing
     * when it is closed already.
     */
    public void start() {
        try {
            loop.start();
        } catch (RejectedExecutionException closed) {
            log.debug("not started, the host is stopping");
        }
    }

    /** Allows other addresses than before, for connections that are made from now on. */
    public void allow(List<AddressRange> allowed) {
        reachable = new ReachableAddresses(allowed);
    }

    /** A plugin's own; to be closed with the plugin. */
    public Http open(Owner owner) {
        return new OwnedHttp(owner, this, timers);
    }

    /**
     * A client of its own for a plugin: connections and cookies are not shared. Reads certificates, so it may block.
     */
    HttpStream stream() {
        return new HttpStream(loop, options);
    }

    /** Ends the loop, and with it what is under way. */
    public CompletionStage<Void> close() {
        return loop.stop();
    }
}

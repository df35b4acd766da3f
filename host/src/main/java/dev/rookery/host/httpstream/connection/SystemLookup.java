package dev.rookery.host.httpstream.connection;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lookup of the operating system, which knows more than DNS (whatever {@code nsswitch.conf} names, mDNS, a VPN's
 * own servers) but blocks. So it runs on at most {@value #THREADS} daemon threads that end when they have been idle for
 * {@value #IDLE_SECONDS} seconds, and {@value #MAX_WAITING} names may wait for them: further lookups fail.
 */
public final class SystemLookup implements Lookup {

    /** A lookup that may block. */
    @FunctionalInterface
    public interface Blocking {
        /** The addresses of a name. */
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    private static final Logger log = LoggerFactory.getLogger(SystemLookup.class);

    public static final int THREADS = 2;
    public static final int MAX_WAITING = 256;
    private static final int IDLE_SECONDS = 10;

    private final EventExecutor loop;
    private final Blocking names;
    private final ThreadPoolExecutor threads;

    /** The JDK's way to the operating system, for a loop. */
    public SystemLookup(EventExecutor loop) {
        this(loop, host -> List.of(InetAddress.getAllByName(host)));
    }

    /** Another one that may block, for a loop. */
    public SystemLookup(EventExecutor loop, Blocking names) {
        this.loop = loop;
        this.names = names;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                new DefaultThreadFactory("rookery-names", true));
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Future<List<InetAddress>> addresses(String host) {
        Promise<List<InetAddress>> promise = loop.newPromise();
        try {
            threads.execute(() -> lookUp(host, promise));
        } catch (RejectedExecutionException e) {
            promise.setFailure(e);
        }
        return promise;
    }

    private void lookUp(String host, Promise<List<InetAddress>> promise) {
        Runnable outcome;
        try {
            List<InetAddress> found = names.addresses(host);
            outcome = () -> promise.trySuccess(found);
        } catch (UnknownHostException | RuntimeException e) {
            outcome = () -> promise.tryFailure(e);
        }
        try {
            loop.execute(outcome);
        } catch (RejectedExecutionException e) {
            log.trace("the loop stopped during a lookup, so that nobody waits for the address any more");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

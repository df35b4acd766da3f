package dev.rookery.host.httpstream.connection;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up without keeping the loop waiting, which the JDK's lookup (and Netty's default resolver on top of it)
 * would do. Addresses and {@code localhost} are answered at once; other names go to at most {@value #THREADS} daemon
 * threads that end when they have been idle for {@value #IDLE_SECONDS} seconds, and {@value #MAX_WAITING} may wait for
 * them: further lookups fail.
 *
 * <p>A name that was found before keeps its last address while looking it up fails, since resolvers fail now and then
 * after hours (seen in pual_bot) although the server is where it was. The last {@value #MAX_REMEMBERED} names are
 * remembered.
 */
public final class NameResolver extends AddressResolverGroup<InetSocketAddress> {

    /** The lookup itself; may block. */
    @FunctionalInterface
    public interface Lookup {
        /** The address of a name. */
        InetAddress address(String host) throws UnknownHostException;
    }

    private static final Logger log = LoggerFactory.getLogger(NameResolver.class);

    public static final int THREADS = 2;
    public static final int MAX_WAITING = 256;
    static final int MAX_REMEMBERED = 256;
    private static final int IDLE_SECONDS = 10;

    private final Lookup lookup;
    private final ThreadPoolExecutor threads;

    /** Where names were found last; of the lookup threads, hence locked. */
    private final Map<String, InetAddress> lastGood = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, InetAddress> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });

    /** A resolver on top of a lookup that may block. */
    public NameResolver(Lookup lookup) {
        this.lookup = lookup;
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
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                findAddress(host, executor, promise);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                promise.setFailure(new UnsupportedOperationException("connecting asks for one address"));
            }
        }.asAddressResolver();
    }

    private void findAddress(String host, EventExecutor loop, Promise<InetAddress> promise) {
        try {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
            if (literal != null) {
                promise.trySuccess(InetAddress.getByAddress(host, literal));
            } else if (host.equals("localhost")) {
                promise.trySuccess(InetAddress.getLoopbackAddress());
            } else {
                threads.execute(() -> lookUp(host, loop, promise));
            }
        } catch (UnknownHostException | RejectedExecutionException e) {
            promise.tryFailure(e);
        }
    }

    private void lookUp(String host, EventExecutor loop, Promise<InetAddress> promise) {
        Runnable outcome;
        try {
            InetAddress found = lookup.address(host);
            lastGood.put(host, found);
            outcome = () -> promise.trySuccess(found);
        } catch (UnknownHostException | RuntimeException e) {
            InetAddress before = lastGood.get(host);
            if (before == null) {
                outcome = () -> promise.tryFailure(e);
            } else {
                log.debug("name not resolved, using its last address: host={} address={}", host, before);
                outcome = () -> promise.trySuccess(before);
            }
        }
        try {
            loop.execute(outcome);
        } catch (RejectedExecutionException e) {
            log.trace("the loop stopped during a lookup, so that nobody waits for the address any more");
        }
    }

    @Override
    public void close() {
        super.close();
        threads.shutdownNow();
    }
}

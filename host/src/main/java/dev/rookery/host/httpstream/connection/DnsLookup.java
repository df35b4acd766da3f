package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DNS on the loop: first the hosts file (as it was when the process first needed it), then the name servers and search
 * domains of {@code resolv.conf}, IPv4 and IPv6 together. What they do not answer is asked of another lookup, that of
 * the operating system, which knows names that are not in DNS and asks its servers more than once.
 *
 * <p>Bounds: {@link #QUERY_TIMEOUT} for one server to answer; answers are kept for their time to live, but for
 * {@link #MIN_TTL} at least and {@link #MAX_TTL} at most; of more than {@value #MAX_CACHED} addresses all are
 * forgotten. That a name does not exist is not kept. A question has a socket of its own while it lasts.
 */
public final class DnsLookup implements Lookup {

    /** How long one name server has before the next is asked. */
    public static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);

    /** What is answered is believed for so long at least: a server may say zero. */
    public static final Duration MIN_TTL = Duration.ofSeconds(1);

    /** What is answered is believed for no longer, whatever the server says. */
    public static final Duration MAX_TTL = Duration.ofMinutes(10);

    static final int MAX_CACHED = 1024;

    private static final Logger log = LoggerFactory.getLogger(DnsLookup.class);

    private final EventLoop loop;
    private final DnsNameResolver dns;
    private final Lookup otherwise;

    /** DNS as the system has it configured, which is read here, hence not to be called on a loop. */
    public DnsLookup(IoLoop loop) {
        this(
                loop,
                DnsServerAddressStreamProviders.platformDefault(),
                new SystemLookup(loop.eventLoopGroup().next()));
    }

    /** DNS by these servers, and who is asked when they do not know. */
    DnsLookup(IoLoop ioLoop, DnsServerAddressStreamProvider servers, Lookup otherwise) {
        this.loop = ioLoop.eventLoopGroup().next();
        this.otherwise = otherwise;
        this.dns = new DnsNameResolverBuilder(loop)
                .datagramChannelType(ioLoop.datagramChannelType())
                .socketChannelType(ioLoop.socketChannelType())
                // Else each of ten thousand accounts would hold a socket for a name it asks for once a day.
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(servers)
                .queryTimeoutMillis(QUERY_TIMEOUT.toMillis())
                .resolveCache(new BoundedCache())
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .build();
    }

    @Override
    public Future<List<InetAddress>> addresses(String host) {
        Promise<List<InetAddress>> promise = loop.newPromise();
        dns.resolveAll(host).addListener((FutureListener<List<InetAddress>>) answer -> {
            if (answer.isSuccess() && !answer.getNow().isEmpty()) {
                promise.trySuccess(answer.getNow());
            } else {
                log.debug(
                        "not found in DNS, asking the system: host={} cause={}", host, String.valueOf(answer.cause()));
                askOtherwise(host, promise);
            }
        });
        return promise;
    }

    private void askOtherwise(String host, Promise<List<InetAddress>> promise) {
        otherwise.addresses(host).addListener((FutureListener<List<InetAddress>>) answer -> {
            if (answer.isSuccess()) {
                promise.trySuccess(answer.getNow());
            } else {
                promise.tryFailure(answer.cause());
            }
        });
    }

    @Override
    public void close() {
        dns.close();
        otherwise.close();
    }

    /** Netty's cache has no bound, and names come from outside, as in redirects. */
    private static final class BoundedCache extends DefaultDnsCache {

        private int kept;

        BoundedCache() {
            super((int) MIN_TTL.toSeconds(), (int) MAX_TTL.toSeconds(), 0);
        }

        @Override
        public DnsCacheEntry cache(
                String host, DnsRecord[] additionals, InetAddress address, long ttl, EventLoop loop) {
            if (++kept > MAX_CACHED) {
                clear();
                kept = 1;
            }
            return super.cache(host, additionals, address, ttl, loop);
        }
    }
}

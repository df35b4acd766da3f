package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.Timeout;
import dev.rookery.host.ioloop.TimerWheel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a name to the addresses to try, in the order to try them. Addresses and {@code localhost} are answered at once,
 * other names by a {@link Lookup}. Event loop only.
 *
 * <p>A name that was found before keeps its last addresses while looking it up fails, or takes longer than
 * {@link #PATIENCE}, since resolvers fail now and then after hours (seen in pual_bot) although the server is where it
 * was. The last {@value #MAX_REMEMBERED} names are remembered.
 *
 * <p>The order is that of RFC 8305, part 4: IPv6 and IPv4 by turns, after the address that took a connection last.
 */
final class NameResolver {

    /** How long a lookup may take before the last good addresses are used; what RFC 8767, part 5, recommends. */
    static final Duration PATIENCE = Duration.ofMillis(1800);

    static final int MAX_REMEMBERED = 256;

    private static final Logger log = LoggerFactory.getLogger(NameResolver.class);

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final Lookup lookup;

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** What was found out about a name. */
    private static final class Known {
        private List<InetAddress> addresses = List.of();
        private @Nullable InetAddress reached;
    }

    NameResolver(EventLoop loop, TimerWheel wheel, Lookup lookup) {
        this.loop = loop;
        this.wheel = wheel;
        this.lookup = lookup;
    }

    /**
     * The addresses to try, at least one.
     *
     * @return of the loop, possibly done; may be cancelled
     */
    Future<List<InetAddress>> addresses(String host) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            if (literal != null) {
                return loop.newSucceededFuture(List.of(InetAddress.getByAddress(host, literal)));
            }
        } catch (UnknownHostException e) {
            return loop.newFailedFuture(e);
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) { // RFC 6761, part 6.3.
            return loop.newSucceededFuture(loopback());
        }
        Question question = new Question(host);
        question.ask();
        return question.answer;
    }

    /** IPv4 first: that is where what runs on one's own machine listens. */
    private static List<InetAddress> loopback() {
        return NetUtil.isIpV4StackPreferred()
                ? List.of(NetUtil.LOCALHOST4)
                : List.of(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6);
    }

    /** Remembers which address took a connection, so that it is tried first the next time. */
    void reached(String host, InetAddress address) {
        Known about = known.get(host);
        if (about != null) {
            about.reached = address;
        }
    }

    void close() {
        lookup.close();
    }

    /** RFC 8305, part 4. */
    static List<InetAddress> inOrder(List<InetAddress> addresses, @Nullable InetAddress first) {
        Deque<InetAddress> four = new ArrayDeque<>();
        Deque<InetAddress> six = new ArrayDeque<>();
        for (InetAddress address : new LinkedHashSet<>(addresses)) {
            (address instanceof Inet4Address ? four : six).add(address);
        }
        List<InetAddress> ordered = new ArrayList<>(four.size() + six.size());
        boolean sixIsNext = true;
        if (first != null && (four.remove(first) || six.remove(first))) {
            ordered.add(first);
            sixIsNext = first instanceof Inet4Address;
        }
        while (!four.isEmpty() || !six.isEmpty()) {
            boolean takesSix = four.isEmpty() || (sixIsNext && !six.isEmpty());
            ordered.add(takesSix ? six.remove() : four.remove());
            sixIsNext = !takesSix;
        }
        return List.copyOf(ordered);
    }

    /** A lookup under way, and how long it may take when there are addresses to fall back on. */
    private final class Question extends Timeout implements FutureListener<List<InetAddress>> {

        private final String host;
        private final Promise<List<InetAddress>> answer = loop.newPromise();

        Question(String host) {
            this.host = host;
        }

        void ask() {
            if (known.containsKey(host)) {
                wheel.arm(this, PATIENCE);
                answer.addListener(done -> wheel.disarm(this));
            }
            lookup.addresses(host).addListener(this);
        }

        @Override
        public void operationComplete(Future<List<InetAddress>> found) {
            if (found.isSuccess() && !found.getNow().isEmpty()) {
                Known about = known.computeIfAbsent(host, name -> new Known());
                about.addresses = found.getNow();
                answer.trySuccess(inOrder(about.addresses, about.reached));
            } else if (!fallBack("failed")) {
                answer.tryFailure(found.isSuccess() ? new UnknownHostException(host) : found.cause());
            }
        }

        @Override
        protected void expired() {
            fallBack("takes long");
        }

        private boolean fallBack(String lookingUp) {
            Known about = known.get(host);
            if (about == null) {
                return false;
            }
            if (answer.trySuccess(inOrder(about.addresses, about.reached))) {
                log.debug(
                        "lookup {}, using the last addresses: host={} addresses={}", lookingUp, host, about.addresses);
            }
            return true;
        }
    }
}

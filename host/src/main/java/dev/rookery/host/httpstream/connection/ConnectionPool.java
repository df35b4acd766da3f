package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.Timeout;
import dev.rookery.host.ioloop.TimerWheel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds a connection for each call: one that was used before, a new one, or, when there are as many as there may be,
 * the next that comes free. The one used last is taken first, so that the others grow old and are closed. Event loop
 * only, hence no locks.
 *
 * <p>Bounds: {@link PoolLimits}, and {@link ConnectionOptions#idleTimeout()} for unused connections.
 */
public final class ConnectionPool {

    /** How long unused connections beyond {@link PoolLimits#unusedPerHost()} are kept: a burst may come again. */
    public static final Duration SURPLUS_GRACE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final ConnectionOptions options;
    private final Connector connector;
    private final Map<Origin, Host> hosts = new HashMap<>();
    private final Set<Host> crowded = new LinkedHashSet<>();
    private final ConnectionList busy = new ConnectionList();
    private final Promise<Void> closed;

    private int connections;
    private int waiting;
    private boolean closing;
    private int open;

    /** When {@link #eviction} is due, if it is armed, by {@link System#nanoTime}. */
    private long evictionDue;

    private final Timeout eviction = new Timeout() {
        @Override
        protected void expired() {
            evict();
        }
    };

    /** What there is of one origin. */
    static final class Host {
        final Origin origin;
        private final ConnectionList unused = new ConnectionList();
        private final Set<Call> waiting = new LinkedHashSet<>(0);
        private int connections;

        Host(Origin origin) {
            this.origin = origin;
        }
    }

    /** An empty pool on a loop and its wheel. */
    public ConnectionPool(EventLoop loop, TimerWheel wheel, ConnectionOptions options, Connector connector) {
        this.loop = loop;
        this.wheel = wheel;
        this.options = options;
        this.connector = connector;
        this.closed = loop.newPromise();
    }

    /** How many connections there are: those that connect, carry a call or are kept for one. */
    public int connections() {
        return connections;
    }

    /** How many of them connect or carry a call. */
    public int busy() {
        return busy.size();
    }

    /** How many calls wait for a connection. */
    public int waiting() {
        return waiting;
    }

    ConnectionOptions options() {
        return options;
    }

    TimerWheel wheel() {
        return wheel;
    }

    /**
     * Sends over a connection that was used before, if there is one and the call does not want to be alone; else over a
     * new one, as soon as there may be one.
     */
    public void send(Origin to, Call call) {
        Host host = host(to);
        if (call.isAlone()) {
            sendOverNew(host, call);
            return;
        }
        Connection unused = host.unused.first();
        while (unused != null && !unused.isUsable()) {
            unused.close();
            unused = host.unused.first();
        }
        if (unused == null) {
            sendOverNew(host, call);
        } else {
            ConnectionList.remove(unused);
            busy.addFirst(unused);
            unused.send(call);
        }
    }

    /** Sends over a new connection; the place of an unused one, if there is any, is taken by it. */
    public void sendAfresh(Origin to, Call call) {
        sendOverNew(host(to), call);
    }

    /** A call that was neither carried nor refused is given up. */
    public void forget(Origin to, Call call) {
        Host host = hosts.get(to);
        if (host != null && host.waiting.remove(call)) {
            waiting--;
            forgetIfEmpty(host);
        }
    }

    private void sendOverNew(Host host, Call call) {
        if (mayOpen(host)) {
            open(host, call);
        } else if (waiting >= options.limits().waiting()) {
            String reason = "there are " + connections + " connections, " + host.connections + " of them to "
                    + host.origin + ", and " + waiting + " requests wait for one: no room for more";
            // A task of its own: a chain whose requests are all refused must not grow the stack.
            loop.execute(() -> call.refused(reason));
            forgetIfEmpty(host);
        } else {
            host.waiting.add(call);
            crowded.add(host);
            waiting++;
        }
    }

    /** Whether there is room for one more connection; unused ones make room. */
    private boolean mayOpen(Host host) {
        PoolLimits limits = options.limits();
        if (host.connections >= limits.connectionsPerHost() && host.unused.last() != null) {
            host.unused.last().close();
        }
        if (connections >= limits.connections()) {
            closeAnyUnused();
        }
        return host.connections < limits.connectionsPerHost() && connections < limits.connections();
    }

    private void closeAnyUnused() {
        for (Host host : hosts.values()) {
            Connection oldest = host.unused.last();
            if (oldest != null) {
                oldest.close();
                return;
            }
        }
    }

    private void open(Host host, Call call) {
        hosts.putIfAbsent(host.origin, host); // Closing an unused one may have taken it out.
        Connection connection = new Connection(host, this);
        host.connections++;
        connections++;
        open++;
        busy.addFirst(connection);
        connection.connect(connector);
        connection.send(call);
    }

    /** It may be used again. */
    void unused(Connection connection) {
        Host host = connection.host;
        ConnectionList.remove(connection);
        Call next = firstWaiting(host);
        if (next != null && next.isAlone()) {
            connection.close();
            open(host, next);
            return;
        }
        if (next != null) {
            busy.addFirst(connection);
            connection.send(next);
            return;
        }
        connection.idleSince = System.nanoTime();
        host.unused.addFirst(connection);
        long grace = Math.min(SURPLUS_GRACE.toNanos(), idleNanos());
        // Armed, it may wait for a connection that is no surplus, which is kept for much longer.
        if (!eviction.isArmed() || (hasSurplus(host) && evictionDue - connection.idleSince > grace)) {
            evictIn(grace);
        }
        if (!crowded.isEmpty()) {
            openForThoseWhoWait();
        }
    }

    /** It is used no more. */
    void closed(Connection connection) {
        ConnectionList.remove(connection);
        Host host = connection.host;
        host.connections--;
        connections--;
        forgetIfEmpty(host);
        if (!crowded.isEmpty() && !closing && !loop.isShuttingDown()) {
            // A task of its own: it may be closed to make room for somebody.
            loop.execute(this::openForThoseWhoWait);
        }
    }

    /** Its channel is closed, or there never was one. */
    void gone() {
        open--;
        if (closing && open == 0) {
            closed.trySuccess(null);
        }
    }

    private @Nullable Call firstWaiting(Host host) {
        if (host.waiting.isEmpty()) {
            return null;
        }
        Iterator<Call> first = host.waiting.iterator();
        Call call = first.next();
        first.remove();
        waiting--;
        if (host.waiting.isEmpty()) {
            crowded.remove(host);
        }
        return call;
    }

    private void openForThoseWhoWait() {
        for (Host host : List.copyOf(crowded)) {
            while (!host.waiting.isEmpty() && mayOpen(host)) {
                Call call = firstWaiting(host);
                if (call != null) {
                    open(host, call);
                }
            }
        }
    }

    /** Closes what has been unused for too long, and comes again when the next may be due. */
    private void evict() {
        long now = System.nanoTime();
        long idle = idleNanos();
        long next = Long.MAX_VALUE;
        for (Host host : List.copyOf(hosts.values())) {
            Connection oldest = host.unused.last();
            while (oldest != null) {
                long due = oldest.idleSince - now + (hasSurplus(host) ? Math.min(idle, SURPLUS_GRACE.toNanos()) : idle);
                if (due > 0) {
                    next = Math.min(next, due);
                    break;
                }
                oldest.close();
                oldest = host.unused.last();
            }
        }
        if (next < Long.MAX_VALUE) {
            evictIn(next);
        }
    }

    private void evictIn(long nanos) {
        evictionDue = System.nanoTime() + nanos;
        wheel.arm(eviction, nanos);
    }

    private boolean hasSurplus(Host host) {
        return host.unused.size() > options.limits().unusedPerHost();
    }

    private long idleNanos() {
        return TimeUnit.NANOSECONDS.convert(options.idleTimeout());
    }

    private Host host(Origin origin) {
        Host host = hosts.get(origin);
        if (host == null) {
            host = new Host(origin);
            hosts.put(origin, host);
        }
        return host;
    }

    private void forgetIfEmpty(Host host) {
        if (host.waiting.isEmpty()) {
            crowded.remove(host);
            if (host.connections == 0) {
                hosts.remove(host.origin, host);
            }
        }
    }

    /**
     * Closes every connection, used or not; the calls must have been told before.
     *
     * @return done when none is open
     */
    public Future<Void> close() {
        closing = true;
        wheel.disarm(eviction);
        for (Host host : List.copyOf(hosts.values())) {
            closeAll(host.unused);
        }
        closeAll(busy);
        connector.close();
        if (open == 0) {
            closed.trySuccess(null);
        }
        return closed;
    }

    private static void closeAll(ConnectionList list) {
        for (Connection first = list.first(); first != null; first = list.first()) {
            first.abandon();
        }
    }
}

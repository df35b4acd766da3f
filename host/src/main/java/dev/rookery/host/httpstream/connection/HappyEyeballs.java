package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.Timeout;
import dev.rookery.host.ioloop.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the addresses of a name as RFC 8305, part 5, has it: one after the other, the next as soon as the one before
 * has failed or has taken {@link #HEAD_START}. The first to be connected is taken, the others are closed. At most
 * {@value #MOST} are tried; how long it all may take is bounded by the connection. Event loop only.
 */
final class HappyEyeballs extends Timeout {

    /** How long an address has for itself before the next is tried beside it. */
    static final Duration HEAD_START = Duration.ofMillis(250);

    /** How many addresses of a name are tried. */
    static final int MOST = 8;

    private static final Logger log = LoggerFactory.getLogger(HappyEyeballs.class);

    /** Hears the outcome: one of the two, once, never from within {@link #start}. */
    interface Listener {

        /** This address took the connection; the channel is the listener's to close. */
        void connected(Channel channel, InetSocketAddress address);

        /** None did. */
        void nobodyConnected(String reason, Throwable cause);
    }

    /** An address that has not taken the connection. */
    private record Refusal(InetSocketAddress by, Throwable cause) {}

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final String whom;
    private final List<InetSocketAddress> addresses;
    private final Function<InetSocketAddress, ChannelFuture> dialer;
    private final Listener listener;
    private final List<ChannelFuture> underWay = new ArrayList<>(1);
    private final List<Refusal> refusals = new ArrayList<>(0);
    private int tried;
    private boolean over;

    /**
     * A race that is not yet on.
     *
     * @param whom whose addresses they are, for a person
     * @param addresses at least one
     * @param dialer begins to connect; its futures may be of another thread
     */
    HappyEyeballs(
            EventLoop loop,
            TimerWheel wheel,
            String whom,
            List<InetSocketAddress> addresses,
            Function<InetSocketAddress, ChannelFuture> dialer,
            Listener listener) {
        this.loop = loop;
        this.wheel = wheel;
        this.whom = whom;
        this.addresses = addresses.subList(0, Math.min(MOST, addresses.size()));
        this.dialer = dialer;
        this.listener = listener;
    }

    void start() {
        tryNext();
    }

    private void tryNext() {
        InetSocketAddress address = addresses.get(tried++);
        ChannelFuture dialling = dialer.apply(address);
        underWay.add(dialling);
        if (tried < addresses.size()) {
            wheel.arm(this, HEAD_START);
        } else {
            wheel.disarm(this); // The one before may have failed within its head start.
        }
        dialling.addListener(done -> {
            if (loop.inEventLoop()) {
                ended(dialling, address);
            } else { // A channel that could not even be made has no loop.
                loop.execute(() -> ended(dialling, address));
            }
        });
    }

    /** The head start is over. */
    @Override
    protected void expired() {
        tryNext();
    }

    private void ended(ChannelFuture dialling, InetSocketAddress address) {
        if (over) {
            if (dialling.isSuccess()) {
                close(dialling.channel());
            }
            return;
        }
        underWay.remove(dialling);
        if (dialling.isSuccess()) {
            abandon();
            listener.connected(dialling.channel(), address);
        } else {
            refusals.add(new Refusal(address, dialling.cause()));
            log.debug(
                    "address not connected: whom={} address={} cause={}",
                    whom,
                    address,
                    dialling.cause().toString());
            if (tried < addresses.size()) {
                tryNext();
            } else if (underWay.isEmpty()) {
                over = true;
                listener.nobodyConnected(reason(), refusals.get(0).cause());
            }
        }
    }

    private String reason() {
        if (refusals.size() == 1) {
            return Reason.ofConnecting(refusals.get(0).cause(), whom);
        }
        return refusals.stream()
                .map(refusal -> Reason.ofConnecting(refusal.cause(), spoken(refusal.by())))
                .collect(Collectors.joining(
                        ", ", "none of the " + refusals.size() + " addresses of " + whom + " can be reached: ", ""));
    }

    /** What has been tried so far, to go on a sentence. */
    String progress() {
        return addresses.stream().limit(tried).map(HappyEyeballs::spoken).collect(Collectors.joining(" and "))
                + (tried == 1 ? " does" : " do") + " not answer";
    }

    private static String spoken(InetSocketAddress address) {
        return Origin.bracketed(address.getAddress().getHostAddress()) + ":" + address.getPort();
    }

    /** Closes all that is under way. The listener hears nothing more. */
    void abandon() {
        over = true;
        wheel.disarm(this);
        for (ChannelFuture dialling : underWay) {
            if (dialling.cause() == null) { // Else it is closed, or without a socket was never open.
                close(dialling.channel());
            }
        }
    }

    static void close(@Nullable Channel channel) {
        if (channel != null) {
            channel.close().addListener(closed -> {
                if (!closed.isSuccess()) {
                    log.debug("close of a channel not yet in use failed", closed.cause());
                }
            });
        }
    }
}

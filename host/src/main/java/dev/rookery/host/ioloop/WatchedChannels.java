package dev.rookery.host.ioloop;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The channels that have a handler on one loop, and for a short while those that had one: adding a channel again is
 * common, and waking a parked registration costs a tenth of making a new one, for which the selector would have to let
 * go of the old key first. On the loop's thread only.
 */
final class WatchedChannels {

    /** How often the loop looks for channels that were closed behind its back, and lets go of the removed ones. */
    static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    /** How many removed channels are kept for their return; further ones are let go of at once. */
    static final int MAX_PARKED = 1024;

    private final IoLoop loop;
    private final IoEventLoop eventLoop;
    private final IdentityHashMap<SelectableChannel, ChannelRegistration> registrations = new IdentityHashMap<>();
    private final Timeout sweep = new Timeout() {
        @Override
        protected void expired() {
            sweep();
        }
    };
    private int parked;

    WatchedChannels(IoLoop loop, IoEventLoop eventLoop) {
        this.loop = loop;
        this.eventLoop = eventLoop;
    }

    void add(SelectableChannel channel, IoHandler handler, Set<IoEvent> events) {
        requireOpen(channel);
        if (channel.isBlocking()) {
            throw new IllegalArgumentException(
                    "channel in blocking mode: " + channel + " (expected: configureBlocking(false) before addHandler)");
        }
        int bits = IoEvent.bits(events);
        ChannelRegistration.requirePossible(channel, bits);
        ChannelRegistration known = registrations.get(channel);
        if (known == null) {
            ChannelRegistration created = new ChannelRegistration(this, channel);
            created.register(eventLoop);
            created.begin(handler, bits);
            registrations.put(channel, created);
        } else if (known.isParked()) {
            parked--;
            known.begin(handler, bits);
        } else {
            throw new IllegalArgumentException("channel has a handler already: " + channel
                    + " (expected: updateHandler, or removeHandler before)");
        }
        sweepLater();
    }

    void update(SelectableChannel channel, Set<IoEvent> events) {
        ChannelRegistration registration = registrationOf(channel);
        requireOpen(channel);
        int bits = IoEvent.bits(events);
        ChannelRegistration.requirePossible(channel, bits);
        registration.update(bits);
    }

    void remove(SelectableChannel channel) {
        ChannelRegistration registration = registrationOf(channel);
        if (channel.isOpen() && parked < MAX_PARKED) {
            parked++;
            registration.park();
        } else {
            forget(registration);
        }
    }

    Optional<IOException> error(SelectableChannel channel) {
        ChannelRegistration registration = registrations.get(channel);
        return registration == null ? Optional.empty() : Optional.ofNullable(registration.error());
    }

    /** Whether it still has a handler, and is the one that its channel has. */
    boolean knows(ChannelRegistration registration) {
        return !registration.isParked() && registrations.get(registration.channel()) == registration;
    }

    /** Lets go of a channel, if this is what it has: the selector does the same when it is asked the next time. */
    void forget(ChannelRegistration registration) {
        if (registrations.remove(registration.channel(), registration)) {
            if (registration.isParked()) {
                parked--;
            }
            registration.cancel();
        }
    }

    /** Lets go of all removed channels. */
    void forgetParked() {
        if (parked > 0) {
            those(ChannelRegistration::isParked).forEach(this::forget);
        }
    }

    /** How many removed channels are kept for their return. */
    int parked() {
        return parked;
    }

    IoLoop loop() {
        return loop;
    }

    private void sweepLater() {
        if (!sweep.isArmed()) {
            loop.timerWheel().arm(sweep, SWEEP_INTERVAL.toNanos());
        }
    }

    private void sweep() {
        forgetParked();
        those(registration -> !registration.channel().isOpen())
                .forEach(registration -> registration.fail(new ClosedChannelException()));
        if (!registrations.isEmpty()) {
            sweepLater();
        }
    }

    private List<ChannelRegistration> those(Predicate<ChannelRegistration> wanted) {
        return registrations.values().stream().filter(wanted).toList();
    }

    private ChannelRegistration registrationOf(SelectableChannel channel) {
        ChannelRegistration registration = registrations.get(channel);
        if (registration == null || registration.isParked()) {
            throw new IllegalArgumentException("channel has no handler: " + channel
                    + " (expected: one given to addHandler and not removed since)");
        }
        return registration;
    }

    private static void requireOpen(SelectableChannel channel) {
        if (!channel.isOpen()) {
            throw new IllegalArgumentException("channel is closed: " + channel + " (expected: an open one)");
        }
    }
}

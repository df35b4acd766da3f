package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is tried when, who wins, and what becomes of the losers. */
class HappyEyeballsTest {

    private static final int PATIENCE_SECONDS = 60;

    private final IoLoop loop = new IoLoop("race-test");
    private final EventLoop eventLoop = loop.eventLoopGroup().next();
    private final BlockingQueue<Dial> dials = new LinkedBlockingQueue<>();
    /** What happens on the loop as soon as somebody is tried, and so before anybody else can be. */
    private volatile Consumer<Dial> dialled = dial -> {};

    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final List<String> outcomes = new ArrayList<>();

    /** An attempt that ends when the test says so. */
    private record Dial(InetSocketAddress address, ChannelPromise promise) {

        void succeeds() {
            promise.setSuccess();
        }

        void fails(Throwable cause) {
            promise.setFailure(cause);
        }

        boolean isClosed() throws InterruptedException {
            return promise.channel().closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private final HappyEyeballs.Listener listener = new HappyEyeballs.Listener() {
        @Override
        public void connected(Channel channel, InetSocketAddress address) {
            hear("connected " + address.getPort());
        }

        @Override
        public void nobodyConnected(String reason, Throwable cause) {
            hear(reason);
        }

        private void hear(String what) {
            outcomes.add(what);
            outcome.complete(what);
        }
    };

    @AfterEach
    void stop() throws Exception {
        loop.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HappyEyeballs race(int addresses) throws Exception {
        List<InetSocketAddress> all = new ArrayList<>();
        for (int port = 1; port <= addresses; port++) {
            all.add(new InetSocketAddress("127.0.0.1", port));
        }
        return onLoop(() -> {
            HappyEyeballs race =
                    new HappyEyeballs(eventLoop, loop.timerWheel(), "chat.example.org:80", all, this::dial, listener);
            race.start();
            return race;
        });
    }

    private ChannelFuture dial(InetSocketAddress address) {
        Channel channel = new NioSocketChannel();
        ChannelPromise promise = channel.newPromise();
        eventLoop.register(channel).addListener(registered -> {
            Dial dial = new Dial(address, promise);
            dialled.accept(dial);
            dials.add(dial);
        });
        return promise;
    }

    private Dial nextDial() throws InterruptedException {
        Dial dial = dials.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(dial).as("an attempt").isNotNull();
        return dial;
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return eventLoop.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private String outcome() throws Exception {
        return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void firstAddressThatAnswersEndsTheRace() throws Exception {
        dialled = Dial::succeeds;
        race(2);
        assertThat(outcome()).isEqualTo("connected 1");
        nextDial();
        assertThat(onLoop(() -> loop.timerWheel().armed())).isZero();
        assertThat(dials).isEmpty();
    }

    @Test
    void silentAddressIsJoinedByTheNextAndClosedWhenThatWins() throws Exception {
        race(2);
        Dial silent = nextDial();
        nextDial().succeeds();

        assertThat(outcome()).isEqualTo("connected 2");
        assertThat(silent.isClosed()).isTrue();
    }

    @Test
    void slowAddressMayStillWin() throws Exception {
        race(2);
        Dial slow = nextDial();
        Dial other = nextDial();
        slow.succeeds();

        assertThat(outcome()).isEqualTo("connected 1");
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void winnerAfterTheWinnerIsClosed() throws Exception {
        race(2);
        Dial first = nextDial();
        Dial second = nextDial();
        onLoop(() -> {
            first.succeeds();
            second.promise().trySuccess();
            return null;
        });

        assertThat(second.isClosed()).isTrue();
        assertThat(first.promise().channel().isOpen()).isTrue();
        assertThat(onLoop(() -> List.copyOf(outcomes))).containsExactly("connected 1");
    }

    @Test
    void refusalBringsTheNextAddressAndAllOfThemAreNamedInTheEnd() throws Exception {
        race(3);
        nextDial().fails(new ConnectException());
        Dial second = nextDial();
        Dial third = nextDial();
        third.fails(new NoRouteToHostException());
        second.fails(new ConnectException());

        assertThat(outcome())
                .isEqualTo("none of the 3 addresses of chat.example.org:80 can be reached:"
                        + " 127.0.0.1:1 refused the connection, there is no route to 127.0.0.1:3,"
                        + " 127.0.0.1:2 refused the connection");
        assertThat(onLoop(() -> List.copyOf(outcomes))).hasSize(1);
        assertThat(onLoop(() -> loop.timerWheel().armed())).isZero();
    }

    @Test
    void lastAddressAfterARefusalHasNobodyToJoinIt() throws Exception {
        race(2);
        nextDial().fails(new ConnectException());
        nextDial();

        assertThat(onLoop(() -> loop.timerWheel().armed())).isZero();
    }

    @Test
    void onlyAddressIsCalledByItsName() throws Exception {
        race(1);
        nextDial().fails(new ConnectException());

        assertThat(outcome()).isEqualTo("chat.example.org:80 refused the connection");
    }

    @Test
    void noMoreAddressesAreTriedThanTheLimit() throws Exception {
        race(HappyEyeballs.MOST + 1);
        for (int i = 0; i < HappyEyeballs.MOST; i++) {
            nextDial().fails(new ConnectException());
        }

        assertThat(outcome()).startsWith("none of the " + HappyEyeballs.MOST + " addresses");
        assertThat(dials).isEmpty();
    }

    @Test
    void abandonedRaceClosesEverythingAndSaysNothing() throws Exception {
        AtomicReference<HappyEyeballs> race = new AtomicReference<>();
        CompletableFuture<String> progress = new CompletableFuture<>();
        dialled = dial -> {
            if (dial.address().getPort() == 2) {
                eventLoop.execute(() -> {
                    race.get().abandon();
                    progress.complete(race.get().progress());
                });
            }
        };
        race.set(race(3));
        Dial first = nextDial();
        Dial second = nextDial();
        assertThat(progress.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo("127.0.0.1:1 and 127.0.0.1:2 do not answer");
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isTrue();
        assertThat(onLoop(() -> loop.timerWheel().armed())).isZero();
        assertThat(onLoop(() -> List.copyOf(outcomes))).isEmpty();
    }
}

package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of names, and in which order their addresses are tried. */
class NameResolverTest {

    private static final int PATIENCE_SECONDS = 60;

    private final IoLoop loop = new IoLoop("names-test");
    private final EventLoop eventLoop = loop.eventLoopGroup().next();
    private final Queue<Promise<List<InetAddress>>> questions = new ConcurrentLinkedQueue<>();
    private final NameResolver names = new NameResolver(eventLoop, loop.timerWheel(), this::ask);

    @AfterEach
    void stop() throws Exception {
        loop.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Future<List<InetAddress>> ask(String host) {
        Promise<List<InetAddress>> question = eventLoop.newPromise();
        questions.add(question);
        return question;
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return eventLoop.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Future<List<InetAddress>> resolve(String host) throws Exception {
        return onLoop(() -> names.addresses(host));
    }

    private void answer(String... addresses) {
        questions.remove().setSuccess(all(addresses));
    }

    private static List<InetAddress> all(String... addresses) {
        return Arrays.stream(addresses).map(NameResolverTest::address).toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static List<InetAddress> of(Future<List<InetAddress>> found) throws Exception {
        return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void familiesTakeTurnsAndIpv6Begins() {
        assertThat(NameResolver.inOrder(all("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2"), null))
                .isEqualTo(all("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3"));
        assertThat(NameResolver.inOrder(all("192.0.2.1", "192.0.2.1"), null)).isEqualTo(all("192.0.2.1"));
    }

    @Test
    void addressThatTookTheLastConnectionComesFirst() throws Exception {
        Future<List<InetAddress>> first = resolve("chat.example.org");
        answer("192.0.2.1", "2001:db8::1", "2001:db8::2");
        assertThat(of(first)).isEqualTo(all("2001:db8::1", "192.0.2.1", "2001:db8::2"));

        onLoop(() -> {
            names.reached("chat.example.org", address("192.0.2.1"));
            return null;
        });
        Future<List<InetAddress>> second = resolve("chat.example.org");
        answer("192.0.2.1", "2001:db8::1", "2001:db8::2");

        assertThat(of(second)).isEqualTo(all("192.0.2.1", "2001:db8::1", "2001:db8::2"));
    }

    @Test
    void addressesAndLocalhostAreNotLookedUp() throws Exception {
        assertThat(of(resolve("192.0.2.1"))).isEqualTo(all("192.0.2.1"));
        assertThat(of(resolve("2001:db8::1"))).isEqualTo(all("2001:db8::1"));
        assertThat(of(resolve("localhost"))).first().isEqualTo(address("127.0.0.1"));
        assertThat(of(resolve("bot.localhost"))).first().isEqualTo(address("127.0.0.1"));
        assertThat(questions).isEmpty();
    }

    @Test
    void emptyAnswerIsAFailure() throws Exception {
        Future<List<InetAddress>> found = resolve("empty.example.org");
        answer();

        assertThatThrownBy(() -> of(found)).hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void emptyAnswerLeavesTheLastAddresses() throws Exception {
        Future<List<InetAddress>> first = resolve("moody.example.org");
        answer("192.0.2.1");
        of(first);
        Future<List<InetAddress>> second = resolve("moody.example.org");
        answer();

        assertThat(of(second)).isEqualTo(all("192.0.2.1"));
    }

    @Test
    void slowLookupOfAKnownNameIsNotWaitedFor() throws Exception {
        Future<List<InetAddress>> first = resolve("slow.example.org");
        answer("192.0.2.1");
        of(first);

        assertThat(of(resolve("slow.example.org"))).isEqualTo(all("192.0.2.1"));
        assertThat(questions).hasSize(1);

        answer("192.0.2.2");
        Future<List<InetAddress>> third = resolve("slow.example.org");
        questions.remove().setFailure(new UnknownHostException("slow.example.org"));
        assertThat(of(third)).as("what came late").isEqualTo(all("192.0.2.2"));
    }

    @Test
    void noTimerOutlivesItsQuestion() throws Exception {
        Future<List<InetAddress>> first = resolve("chat.example.org");
        answer("192.0.2.1");
        of(first);

        onLoop(
                () -> { // before which no timer can run
                    Future<List<InetAddress>> answered = names.addresses("chat.example.org");
                    Future<List<InetAddress>> given = names.addresses("chat.example.org");
                    assertThat(loop.timerWheel().armed()).isEqualTo(2);
                    answer("192.0.2.1");
                    assertThat(answered.isSuccess()).isTrue();
                    return given.cancel(false);
                });
        assertThat(onLoop(() -> loop.timerWheel().armed())).isZero();
    }
}

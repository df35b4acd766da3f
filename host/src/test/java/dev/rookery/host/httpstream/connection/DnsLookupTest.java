package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names asked of a name server, and of the system when it does not know. */
class DnsLookupTest {

    private static final int PATIENCE_SECONDS = 60;

    private final IoLoop loop = new IoLoop("dns-test");
    private final EventLoop eventLoop = loop.eventLoopGroup().next();
    private final Queue<String> askedOfTheSystem = new ConcurrentLinkedQueue<>();
    private NameServer server;
    private DnsLookup lookup;

    @BeforeEach
    void start() throws InterruptedException {
        server = new NameServer(loop.eventLoopGroup());
        lookup = new DnsLookup(loop, new SingletonDnsServerAddressStreamProvider(server.address()), this::system);
    }

    @AfterEach
    void stop() throws Exception {
        lookup.close();
        loop.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Knows one name. */
    private Future<List<InetAddress>> system(String host) {
        askedOfTheSystem.add(host);
        return host.equals("printer.local")
                ? eventLoop.newSucceededFuture(List.of(InetAddress.getLoopbackAddress()))
                : eventLoop.newFailedFuture(new UnknownHostException(host));
    }

    private List<String> addresses(String host) throws Exception {
        Future<List<InetAddress>> found =
                eventLoop.submit(() -> lookup.addresses(host)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void nameIsFoundByTheNameServer() throws Exception {
        server.knows("chat.example.org", "192.0.2.7");

        assertThat(addresses("chat.example.org")).containsExactly("192.0.2.7");
        assertThat(askedOfTheSystem).isEmpty();
    }

    @Test
    void answerIsKeptForItsTimeToLive() throws Exception {
        server.knows("chat.example.org", "192.0.2.7");
        addresses("chat.example.org");
        server.knows("chat.example.org", "192.0.2.8");

        assertThat(addresses("chat.example.org")).containsExactly("192.0.2.7");
        assertThat(server.questions()).isEqualTo(1);
    }

    @Test
    void nameThatDnsDoesNotKnowIsAskedOfTheSystem() throws Exception {
        assertThat(addresses("printer.local")).containsExactly("127.0.0.1");
        assertThat(server.questions()).isPositive();
    }

    @Test
    void nameThatNobodyKnowsIsUnknown() {
        assertThatThrownBy(() -> addresses("nobody.example.org"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
        assertThat(askedOfTheSystem).containsExactly("nobody.example.org");
    }

    @Test
    void ignoranceIsNotKept() throws Exception {
        assertThatThrownBy(() -> addresses("late.example.org")).hasCauseInstanceOf(UnknownHostException.class);
        server.knows("late.example.org", "192.0.2.9");

        assertThat(addresses("late.example.org")).containsExactly("192.0.2.9");
    }

    @Test
    void silentNameServerIsGivenUpForTheSystem() throws Exception {
        server.fallsSilent();

        assertThat(addresses("printer.local")).containsExactly("127.0.0.1");
    }

    @Test
    void answersAreForgottenWhenThereAreTooMany() throws Exception {
        for (int i = 0; i <= DnsLookup.MAX_CACHED; i++) {
            server.knows("h" + i + ".example.org", "192.0.2.1");
        }
        for (int i = 0; i < DnsLookup.MAX_CACHED; i++) {
            addresses("h" + i + ".example.org");
        }
        server.knowsNothingMore();
        assertThat(addresses("h0.example.org")).containsExactly("192.0.2.1");

        server.knows("h" + DnsLookup.MAX_CACHED + ".example.org", "192.0.2.1");
        addresses("h" + DnsLookup.MAX_CACHED + ".example.org");

        assertThatThrownBy(() -> addresses("h0.example.org")).hasCauseInstanceOf(UnknownHostException.class);
    }
}

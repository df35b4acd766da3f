package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How chains go on, end, are cancelled and closed. */
class ChainIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rookery.host.httpstream");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    private HttpRequest to(String path) {
        return HttpRequest.get(server.url(path)).build();
    }

    private List<ILoggingEvent> warnings() {
        return logged.list.stream()
                .filter(e -> e.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    /** Lets everything that is queued on the loop happen. */
    private void settle() {
        client.onLoop(() -> "settled");
        client.onLoop(() -> "what that had queued, too");
    }

    @Test
    void readbackRunsOnTheLoopAndNotBeforeAddReturns() {
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        CompletableFuture<Boolean> within = new CompletableFuture<>();
        client.onLoop(() -> {
            boolean[] adding = {true};
            client.stream.add(HttpRequest.get("http://127.0.0.1:1/").build(), r -> Next.none(), failure -> {
                within.complete(adding[0]);
                return Next.none();
            });
            adding[0] = false;
            return "added";
        });
        client.stream.add(to("/"), response -> {
            onLoop.complete(Thread.currentThread().getName().startsWith("httpstream-test"));
            return Next.none();
        });

        assertThat(StreamFixture.await(onLoop)).isTrue();
        assertThat(StreamFixture.await(within)).isFalse();
    }

    @Test
    void nextRequestFollowsAndTheChainEndsWithNone() {
        CompletableFuture<List<String>> told = new CompletableFuture<>();
        List<String> texts = new ArrayList<>();
        server.answers("200 OK", "one").answers("200 OK", "two").answers("200 OK", "three");

        client.stream.add(to("/1"), one -> {
            texts.add(one.text());
            return Next.request(to("/2"), two -> {
                texts.add(two.text());
                return Next.request(to("/3"), three -> {
                    texts.add(three.text());
                    told.complete(texts);
                    return Next.none();
                });
            });
        });

        assertThat(StreamFixture.await(told)).containsExactly("one", "two", "three");
        assertThat(List.of(
                        server.hears().line(),
                        server.hears().line(),
                        server.hears().line()))
                .containsExactly("GET /1 HTTP/1.1", "GET /2 HTTP/1.1", "GET /3 HTTP/1.1");
        assertThat(server.connections()).isEqualTo(1);
        settle();
        assertThat(server.heardNothingMore()).isTrue();
    }

    @Test
    void delayedRequestWaitsForItsTimerAndLetsOthersPass() {
        CompletableFuture<Long> waited = new CompletableFuture<>();
        Duration delay = Duration.ofMillis(50);
        client.stream.add(to("/1"), one -> {
            long began = System.nanoTime();
            return Next.request(to("/2"), two -> {
                        waited.complete(System.nanoTime() - began);
                        return Next.none();
                    })
                    .after(delay);
        });

        assertThat(client.get(server.url("/between")).status()).isEqualTo(200);
        assertThat(StreamFixture.await(waited)).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void manyHopsUseTheStackAndMemoryOfOne() throws InterruptedException {
        int hops = 2_000;
        Hops chain = new Hops(hops);

        client.stream.add(to("/"), chain);

        assertThat(chain.done.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(chain.depths)
                .as("depth of the stack at the first and at the last hop")
                .hasSize(2);
        assertThat(chain.depths.get(1)).isLessThanOrEqualTo(chain.depths.get(0));
        for (int i = 0; i < 50 && chain.first.get() != null; i++) {
            System.gc();
        }
        assertThat(chain.first.get())
                .as("the first response, held by a later one")
                .isNull();
    }

    private final class Hops implements Readback {
        private final List<Integer> depths = new ArrayList<>();
        private final CountDownLatch done = new CountDownLatch(1);
        private WeakReference<HttpResponse> first = new WeakReference<>(null);
        private int left;

        Hops(int left) {
            this.left = left;
        }

        @Override
        public Next read(HttpResponse response) {
            left--;
            if (depths.isEmpty()) {
                first = new WeakReference<>(response);
            }
            if (depths.isEmpty() || left == 0) {
                depths.add(StackWalker.getInstance().walk(frames -> (int) frames.count()));
            }
            if (left == 0) {
                done.countDown();
                // The chain goes on, so that what it holds can be seen.
                return Next.request(to("/"), r -> Next.none()).after(Duration.ofHours(1));
            }
            return Next.request(to("/"), this);
        }
    }

    @Test
    void failuresInARowUseTheStackOfOne() throws InterruptedException {
        List<Integer> depths = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(500);
        HttpRequest refused = HttpRequest.get("http://127.0.0.1:1/").build();
        client.stream.add(refused, r -> Next.none(), failure -> {
            depths.add(StackWalker.getInstance().walk(frames -> (int) frames.count()));
            done.countDown();
            return done.getCount() == 0 ? Next.none() : Next.request(refused, r -> Next.none());
        });

        assertThat(done.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(depths.get(depths.size() - 1)).isLessThan(depths.get(0) + 20);
    }

    @Test
    void errorbackMayContinueTheChain() {
        server.cutsInsideTheBody().answers("200 OK", "second try");
        CompletableFuture<String> text = new CompletableFuture<>();

        client.stream.add(
                to("/"),
                unread -> Next.none(),
                failure -> Next.request(to("/"), response -> {
                    text.complete(failure.phase() + " " + response.text());
                    return Next.none();
                }));

        assertThat(StreamFixture.await(text)).isEqualTo("RECEIVE second try");
    }

    @Test
    void errorbackStaysInForceUntilANextBringsAnother() {
        server.answers("200 OK", "").cutsInsideTheBody().cutsInsideTheBody().cutsInsideTheBody();
        List<String> heard = new ArrayList<>();
        CompletableFuture<List<String>> all = new CompletableFuture<>();
        Errorback second = failure -> {
            heard.add("second");
            if (heard.size() == 3) {
                all.complete(heard);
            }
            return heard.size() == 3 ? Next.none() : Next.request(to("/4"), r -> Next.none());
        };
        Errorback first = failure -> {
            heard.add("first");
            return Next.request(to("/3"), r -> Next.none(), second);
        };

        client.stream.add(to("/1"), r -> Next.request(to("/2"), r2 -> Next.none()), first);

        assertThat(StreamFixture.await(all)).containsExactly("first", "second", "second");
    }

    @Test
    void readbackThatThrowsIsHeardOfOnceByTheErrorback() {
        IllegalStateException thrown = new IllegalStateException("cannot make sense of it");
        List<HttpStreamException> heard = new CopyOnWriteArrayList<>();
        CountDownLatch once = new CountDownLatch(1);
        client.stream.add(
                to("/"),
                response -> {
                    throw thrown;
                },
                failure -> {
                    heard.add(failure);
                    once.countDown();
                    return Next.none();
                });

        awaitLatch(once);
        settle();
        assertThat(heard).singleElement().satisfies(failure -> {
            assertThat(failure.phase()).isEqualTo(Phase.READBACK);
            assertThat(failure).hasCause(thrown);
            assertThat(failure.getMessage()).doesNotContain("cannot make sense");
        });
        assertThat(warnings()).isEmpty();
        assertThat(client.get(server.url("/")).status()).as("the loop goes on").isEqualTo(200);
    }

    @Test
    void readbackThatReturnsNullIsAFailureOfTheReadback() {
        AtomicReference<HttpStreamException> heard = new AtomicReference<>();
        CountDownLatch once = new CountDownLatch(1);
        client.stream.add(to("/"), response -> null, failure -> {
            heard.set(failure);
            once.countDown();
            return Next.none();
        });

        awaitLatch(once);
        assertThat(heard.get().phase()).isEqualTo(Phase.READBACK);
        assertThat(heard.get().getCause()).hasMessageContaining("the readback returned null");
    }

    @Test
    void errorbackThatThrowsIsLoggedAndEndsTheChain() {
        server.cutsInsideTheBody();
        client.stream.add(to("/?secret"), r -> Next.none(), failure -> {
            throw new IllegalStateException("twice unlucky");
        });

        server.hears();
        awaitWarning();
        settle();
        assertThat(warnings()).singleElement().satisfies(e -> {
            assertThat(e.getFormattedMessage()).startsWith("errorback threw").doesNotContain("secret");
            assertThat(e.getThrowableProxy().getMessage()).isEqualTo("twice unlucky");
        });
    }

    @Test
    void failureWithoutErrorbackIsOneWarning() {
        server.cutsInsideTheBody();
        client.stream.add(to("/?secret"), r -> Next.none());

        awaitWarning();
        settle();
        assertThat(warnings()).singleElement().satisfies(e -> {
            assertThat(e.getFormattedMessage())
                    .startsWith("request failed, its chain ends: error=\"receive GET 127.0.0.1 after ")
                    .doesNotContain("secret");
            assertThat(e.getThrowableProxy()).isNull();
        });
    }

    @Test
    void failingReadbackWithoutErrorbackIsOneWarningWithItsStack() {
        client.stream.add(to("/"), r -> {
            throw new IllegalStateException("a bug");
        });

        awaitWarning();
        settle();
        assertThat(warnings())
                .singleElement()
                .satisfies(e -> assertThat(e.getThrowableProxy().getCause().getMessage())
                        .isEqualTo("a bug"));
    }

    @Test
    void requestWithoutReadbackIsSentAndItsAnswerDiscarded() {
        client.stream.add(to("/heartbeat"));

        assertThat(server.hears().line()).isEqualTo("GET /heartbeat HTTP/1.1");
        client.get(server.url("/"));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void failureOfARequestWithoutReadbackIsOneWarning() {
        server.cutsInsideTheBody();
        client.stream.add(to("/heartbeat"));

        awaitWarning();
        settle();
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void cancelAbandonsTheExchangeAndItsConnection() {
        List<String> called = new CopyOnWriteArrayList<>();
        server.stalls();
        Chain chain = client.stream.add(to("/"), told(called, "readback"), heard(called, "errorback"));
        server.hears();

        chain.cancel();
        chain.cancel();

        settle();
        assertThat(client.get(server.url("/")).status()).isEqualTo(200);
        assertThat(server.connections())
                .as("a cancelled exchange spoils its connection")
                .isEqualTo(2);
        assertThat(called).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void cancelForgetsADelayedRequest() {
        CountDownLatch later = new CountDownLatch(1);
        AtomicReference<Chain> chain = new AtomicReference<>();
        client.onLoop(() -> {
            chain.set(client.stream.add(to("/1"), one -> {
                // Runs before the timer of the delay can.
                client.loop.execute(() -> {
                    chain.get().cancel();
                    client.loop.schedule(Duration.ofMillis(60), later::countDown);
                });
                return Next.request(to("/2"), two -> Next.none()).after(Duration.ofMillis(30));
            }));
            return "added";
        });
        awaitLatch(later);
        server.hears();

        client.get(server.url("/3"));
        assertThat(server.hears().line()).startsWith("GET /3");
    }

    @Test
    void cancelBeforeTheLoopHasBegunSendsNothing() {
        client.onLoop(() -> {
            client.stream.add(to("/"), told(new ArrayList<>(), "")).cancel();
            return "cancelled";
        });
        settle();
        assertThat(server.connections()).isZero();
    }

    @Test
    void cancelFromTheReadbackKeepsItsNextFromBeingSent() {
        AtomicReference<Chain> chain = new AtomicReference<>();
        CountDownLatch read = new CountDownLatch(1);
        client.onLoop(() -> {
            chain.set(client.stream.add(to("/1"), one -> {
                chain.get().cancel();
                read.countDown();
                return Next.request(to("/2"), two -> Next.none());
            }));
            return "added";
        });
        awaitLatch(read);
        settle();
        server.hears();
        assertThat(client.get(server.url("/3")).status()).isEqualTo(200);
        assertThat(server.hears().line()).startsWith("GET /3");
    }

    @Test
    void cancelKeepsACallbackThatIsDueFromBeginning() {
        CountDownLatch delayed = new CountDownLatch(2);
        Readback delay = response -> {
            delayed.countDown();
            return Next.request(to("/later"), r -> Next.none()).after(Duration.ofHours(1));
        };
        AtomicReference<Chain> second = new AtomicReference<>();
        List<String> called = new CopyOnWriteArrayList<>();
        client.onLoop(() -> {
            client.stream.add(to("/1"), delay, failure -> {
                called.add("first");
                second.get().cancel();
                return Next.none();
            });
            second.set(client.stream.add(to("/2"), delay, heard(called, "second")));
            return "added";
        });
        awaitLatch(delayed);

        // Both are told in one task of the loop, the first of them before the second.
        StreamFixture.await(client.stream.close().toCompletableFuture());

        assertThat(called).containsExactly("first");
    }

    @Test
    void closeTellsEachErrorbackOnceAndTakesNoNext() {
        List<Phase> phases = new CopyOnWriteArrayList<>();
        Errorback errorback = failure -> {
            phases.add(failure.phase());
            return Next.request(to("/again"), r -> Next.none());
        };
        CountDownLatch delayed = new CountDownLatch(1);
        client.stream.add(
                to("/delayed"),
                r -> {
                    delayed.countDown();
                    return Next.request(to("/later"), r2 -> Next.none()).after(Duration.ofHours(1));
                },
                errorback);
        awaitLatch(delayed);
        server.stalls();
        client.stream.add(to("/stalls"), r -> Next.none(), errorback);
        server.hears();
        server.hears();

        StreamFixture.await(client.stream.close().toCompletableFuture());
        client.stream.add(to("/late"), r -> Next.none(), errorback);
        StreamFixture.await(client.stream.close().toCompletableFuture());
        settle();

        assertThat(phases).containsExactly(Phase.CLOSED, Phase.CLOSED, Phase.CLOSED);
        assertThat(server.heardNothingMore()).isTrue();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void closeOfAnUnusedStreamIsDone() {
        StreamFixture.await(client.stream.close().toCompletableFuture());
    }

    @Test
    void closeClosesConnectionsKeptForLater() {
        client.get(server.url("/"));

        StreamFixture.await(client.stream.close().toCompletableFuture());

        assertThat(server.seesHangUp()).isEqualTo(1);
    }

    @Test
    void chainThatTakesTooLongEndsAndItsErrorbackHearsOnce() {
        CompletableFuture<HttpStreamException> heard = new CompletableFuture<>();
        List<String> called = new CopyOnWriteArrayList<>();
        server.answers("200 OK", "").stalls();
        Chain chain = client.stream.add(
                to("/1"),
                one -> Next.request(to("/2"), told(called, "second")).after(Duration.ofMillis(1)),
                failure -> {
                    called.add(failure.phase().name());
                    heard.complete(failure);
                    return Next.request(to("/again"), told(called, "again"));
                });
        server.hears();
        server.hears();

        chain.endWithin(Duration.ofHours(1));
        chain.endWithin(Duration.ofMillis(20));

        assertThat(StreamFixture.await(heard).reason()).isEqualTo("the chain did not end within 20 ms");
        settle();
        assertThat(called).containsExactly("CHAIN");
        assertThat(server.seesHangUp()).isEqualTo(1);
        assertThat(server.heardNothingMore()).isTrue();
    }

    @Test
    void deadlineOfAChainCountsItsDelays() {
        CompletableFuture<Phase> heard = new CompletableFuture<>();
        Chain chain = client.stream.add(
                to("/1"), one -> Next.request(to("/2"), two -> Next.none()).after(Duration.ofHours(1)), failure -> {
                    heard.complete(failure.phase());
                    return Next.none();
                });
        server.hears();

        chain.endWithin(Duration.ofMillis(20));

        assertThat(StreamFixture.await(heard)).isEqualTo(Phase.CHAIN);
    }

    @Test
    void chainThatEndsInTimeIsNotBotheredByItsDeadline() {
        CountDownLatch over = new CountDownLatch(1);
        List<String> called = new CopyOnWriteArrayList<>();
        Chain chain = client.stream.add(
                to("/"),
                one -> {
                    over.countDown();
                    return Next.none();
                },
                heard(called, "errorback"));
        chain.endWithin(Duration.ofHours(1));
        awaitLatch(over);
        chain.endWithin(Duration.ofHours(1));
        settle();

        assertThat(called).isEmpty();
        assertThat(client.onLoop(() -> client.loop.timerWheel().armed()))
                .as("deadlines still armed, but for the one of unused connections")
                .isLessThanOrEqualTo(1);
    }

    private static Readback told(List<String> called, String what) {
        return response -> {
            called.add(what);
            return Next.none();
        };
    }

    private static Errorback heard(List<String> called, String what) {
        return failure -> {
            called.add(what);
            return Next.none();
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitWarning() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(StreamFixture.PATIENCE_SECONDS);
        while (warnings().isEmpty()) {
            assertThat(System.nanoTime()).as("no warning in time").isLessThan(deadline);
            settle();
        }
    }
}

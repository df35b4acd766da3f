package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are never in memory as a whole: published, received, read from files and written to them. */
class BodyStreamIntegrationTest {

    private static final int LARGE = 8 << 20;

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Publishes pieces as they are asked for, on the thread that asks. */
    private static Flow.Publisher<ByteBuffer> publishes(byte[]... pieces) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;
            private boolean over;

            @Override
            public void request(long n) {
                for (long i = 0; i < n && next < pieces.length; i++) {
                    subscriber.onNext(ByteBuffer.wrap(pieces[next++]));
                }
                if (next == pieces.length && !over) {
                    over = true;
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {}
        });
    }

    private static void readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes a body, one piece at a time, and remembers what it was told. */
    private static class Taker implements Flow.Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final long first;
        private Flow.Subscription subscription;
        private int pieces;

        Taker(long first) {
            this.first = first;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            begun.countDown();
            if (first > 0) {
                given.request(first);
            }
        }

        @Override
        public void onNext(ByteBuffer piece) {
            pieces++;
            while (piece.hasRemaining()) {
                bytes.write(piece.get());
            }
            if (first == 1) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            whole.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            whole.complete(bytes.toByteArray());
        }

        HttpStreamException failure() {
            return (HttpStreamException) whole.handle((bytes, thrown) -> thrown)
                    .orTimeout(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void publishedBodyOfKnownLengthGoesOutWithIt() {
        client.response(HttpRequest.post(server.url("/"))
                .body("text/plain", publishes(ascii("one "), ascii(""), ascii("two")), 7));

        ScriptedServer.Received request = server.hears();
        assertThat(request.header("Content-Length")).isEqualTo("7");
        assertThat(request.header("Transfer-Encoding")).isEmpty();
        assertThat(request.text()).isEqualTo("one two");
        client.get(server.url("/"));
        assertThat(server.connections()).as("the connection is kept").isEqualTo(1);
    }

    @Test
    void publishedBodyOfUnknownLengthGoesOutInChunks() {
        client.response(
                HttpRequest.put(server.url("/")).body("text/plain", publishes(ascii("one "), ascii("two")), -1));

        ScriptedServer.Received request = server.hears();
        assertThat(request.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(request.header("Content-Length")).isEmpty();
        assertThat(request.text()).isEqualTo("one two");
    }

    @Test
    void publisherOnAnotherThreadIsAskedNoFasterThanTheServerReads() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 1);
        // Asking the publisher itself takes its lock, and the event loop might have to wait for that.
        CountDownLatch subscribed = new CountDownLatch(1);
        Flow.Publisher<ByteBuffer> subscribing = subscriber -> {
            publisher.subscribe(subscriber);
            subscribed.countDown();
        };
        try (ServerSocket lazy = new ServerSocket()) {
            lazy.setReceiveBufferSize(16 << 10);
            lazy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = lazy.accept()) {
                    reading.await();
                    readHead(socket);
                    int total = socket.getInputStream().readNBytes(LARGE).length;
                    socket.getOutputStream().write(ScriptedServer.message("200 OK", new byte[0]));
                    return total;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            CompletableFuture<HttpResponse> answer =
                    client.sends(HttpRequest.post("http://127.0.0.1:" + lazy.getLocalPort() + "/")
                            .body("a/b", subscribing, LARGE)
                            .build());
            assertThat(subscribed.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            byte[] piece = new byte[64 << 10];
            int refused = 0;
            int given = 0;
            while (refused == 0 && given < LARGE) {
                refused = publisher.offer(ByteBuffer.wrap(piece), 200, TimeUnit.MILLISECONDS, null) < 0 ? 1 : 0;
                given += refused == 0 ? piece.length : 0;
            }
            assertThat(given).as("taken while nobody read").isLessThan(LARGE);
            reading.countDown();
            for (; given < LARGE; given += piece.length) {
                publisher.submit(ByteBuffer.wrap(piece));
            }
            publisher.close();

            assertThat(StreamFixture.await(answer).status()).isEqualTo(200);
            assertThat(StreamFixture.await(read)).isEqualTo(LARGE);
        }
    }

    @Test
    void publisherThatKeepsNotToItsLengthOrFailsIsAFailure() {
        assertSendFails(publishes(ascii("abc")), 2, "published more than the 2 bytes announced");
        assertSendFails(publishes(ascii("abc")), 4, "published only 3 of the 4 bytes announced");
        assertSendFails(
                subscriber -> {
                    throw new IllegalStateException("no");
                },
                4,
                "the publisher of the body failed");
    }

    private void assertSendFails(Flow.Publisher<ByteBuffer> publisher, long length, String reason) {
        HttpStreamException failure =
                client.failure(HttpRequest.put(server.url("/")).body("a/b", publisher, length));
        assertThat(failure.phase()).isEqualTo(Phase.SEND);
        assertThat(failure.reason()).contains(reason);
    }

    @Test
    void redirectThatWouldRepeatAPublishedBodyIsSeen() {
        server.redirects("307 Temporary Redirect", "/there");

        HttpResponse response = client.response(HttpRequest.post(server.url("/"))
                .body("a/b", publishes(ascii("once")), 4)
                .followRedirects(3));

        assertThat(response.status()).isEqualTo(307);
    }

    @Test
    void bodyIsSentWhenTheServerSays100() throws Exception {
        try (ServerSocket careful = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = careful.accept()) {
                    readHead(socket);
                    int early = socket.getInputStream().available();
                    socket.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
                    String body = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
                    socket.getOutputStream().write(ScriptedServer.message("200 OK", ascii("thanks")));
                    return early + " bytes early, then " + body;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });

            HttpResponse response = client.response(HttpRequest.post("http://127.0.0.1:" + careful.getLocalPort())
                    .body("a/b", ascii("body"))
                    .expectContinue());

            assertThat(response.text()).isEqualTo("thanks");
            assertThat(StreamFixture.await(read)).isEqualTo("0 bytes early, then body");
        }
    }

    @Test
    void bodyWaitsForA100NoLongerThanItsBound() {
        // The scripted server reads the body before it does anything.
        HttpResponse response = client.response(
                HttpRequest.post(server.url("/")).body("a/b", ascii("body")).expectContinue());

        assertThat(response.text()).isEqualTo("ok");
        ScriptedServer.Received request = server.hears();
        assertThat(request.header("Expect")).isEqualTo("100-continue");
        assertThat(request.text()).isEqualTo("body");
    }

    @Test
    void bodyThatTheServerDoesNotWantIsNotSent() throws Exception {
        AtomicInteger subscribed = new AtomicInteger();
        try (KeepAliveIntegrationTest.HastyServer early =
                KeepAliveIntegrationTest.HastyServer.answersWithoutReadingBodies()) {
            HttpResponse response = client.response(HttpRequest.post(early.url())
                    .body("a/b", subscriber -> subscribed.incrementAndGet(), 10)
                    .expectContinue());

            assertThat(response.status()).isEqualTo(413);
            assertThat(subscribed).hasValue(0);
            client.get(early.url());
            assertThat(early.connections()).isEqualTo(2);
        }
    }

    @Test
    void receiverGetsTheBodyAndTheReadbackAnEmptyOneAfterwards() {
        byte[] body = noise(LARGE);
        server.answers("200 OK", body, "X-Kind: large");
        Taker taker = new Taker(1);
        List<String> seen = new CopyOnWriteArrayList<>();

        HttpResponse response = client.response(HttpRequest.get(server.url("/")).receive(head -> {
            seen.add(head.status() + " " + head.header("X-Kind").orElse(""));
            return taker;
        }));

        assertThat(taker.whole).isCompletedWithValueMatching(got -> Arrays.equals(got, body));
        assertThat(response.body()).isEmpty();
        assertThat(seen).containsExactly("200 large");
        assertThat(client.get(server.url("/")).text()).isEqualTo("ok");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void receiverGetsTheBodyDecoded() throws IOException {
        byte[] plain = "a text that is said again and again. ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        server.answers("200 OK", HttpStreamIntegrationTest.gzip(plain), "Content-Encoding: gzip")
                .answers("200 OK", deflate(plain), "Content-Encoding: deflate");
        for (int i = 0; i < 2; i++) {
            Taker taker = new Taker(1);
            HttpResponse response =
                    client.response(HttpRequest.get(server.url("/")).receive(head -> taker));
            assertThat(StreamFixture.await(taker.whole)).isEqualTo(plain);
            assertThat(response.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void receiverThatAsksForExactlyWhatThereIsHearsTheEnd() throws IOException {
        server.answers("200 OK", "all")
                .answers("200 OK", HttpStreamIntegrationTest.gzip("all"), "Content-Encoding: gzip")
                .answers("200 OK", "");
        for (String expected : List.of("all", "all", "")) {
            Taker taker = new Taker(expected.isEmpty() ? 0 : Long.MAX_VALUE);
            client.response(HttpRequest.get(server.url("/")).receive(head -> taker));
            assertThat(StreamFixture.await(taker.whole)).asString().isEqualTo(expected);
            assertThat(taker.pieces).isEqualTo(expected.isEmpty() ? 0 : 1);
        }
    }

    @Test
    void receiverThatAsksForNothingKeepsTheServerFromSending() throws Exception {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        server.does((socket, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + (64 << 20) + "\r\n\r\n"));
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(piece);
            }
            sent.complete(true);
        });
        Taker taker = new Taker(0);
        CompletableFuture<HttpResponse> answer = client.sends(
                HttpRequest.get(server.url("/")).receive(head -> taker).build());
        assertThat(taker.begun.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        client.get(server.url("/other"));
        assertThat(sent).isNotDone();

        taker.subscription.request(Long.MAX_VALUE);

        assertThat(StreamFixture.await(taker.whole)).hasSize(64 << 20);
        assertThat(StreamFixture.await(answer).status()).isEqualTo(200);
    }

    @Test
    void receiverOfABodyCutShortHearsWhatTheErrorbackHears() {
        server.cutsInsideTheBody();
        Taker taker = new Taker(1);

        HttpStreamException failure =
                client.failure(HttpRequest.get(server.url("/")).receive(head -> taker));

        assertThat(taker.failure()).isSameAs(failure);
        assertThat(failure.phase()).isEqualTo(Phase.RECEIVE);
    }

    @Test
    void receiverThatCancelsOrThrowsFailsTheRequest() {
        server.answers("200 OK", "x").answers("200 OK", "x");
        Taker cancelling = new Taker(0) {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.cancel();
            }
        };
        Taker throwing = new Taker(1) {
            @Override
            public void onNext(ByteBuffer piece) {
                throw new IllegalStateException("full");
            }
        };
        assertThat(client.failure(HttpRequest.get(server.url("/")).receive(head -> cancelling))
                        .reason())
                .isEqualTo("the subscriber of the body cancelled it");
        assertThat(cancelling.whole).as("told after it cancelled").isNotDone();
        assertThat(client.failure(HttpRequest.get(server.url("/")).receive(head -> throwing))
                        .reason())
                .isEqualTo("the subscriber of the body threw java.lang.IllegalStateException");
        assertThat(client.failure(HttpRequest.get(server.url("/")).receive(head -> {
                            throw new IllegalStateException("who?");
                        }))
                        .reason())
                .contains("body handler threw");
    }

    private static final class Borrower extends Taker implements BorrowingSubscriber {
        private final List<Boolean> lent = new ArrayList<>();

        Borrower(long first) {
            super(first);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            lent.add(piece.isDirect());
            super.onNext(piece);
        }
    }

    @Test
    void borrowerSeesTheBytesAsTheyWereRead() {
        server.answers("200 OK", "all of it");
        Borrower borrower = new Borrower(1);

        client.response(HttpRequest.get(server.url("/")).receive(head -> borrower));

        assertThat(StreamFixture.await(borrower.whole)).asString().isEqualTo("all of it");
        assertThat(borrower.lent).as("what was read into is not on the heap").containsOnly(true);
    }

    @Test
    void borrowerThatThrowsFailsTheRequest() {
        server.answers("200 OK", "x");
        BorrowingSubscriber throwing = new BorrowingSubscriber() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(1);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                throw new IllegalStateException("full");
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onComplete() {}
        };

        assertThat(client.failure(HttpRequest.get(server.url("/")).receive(head -> throwing))
                        .reason())
                .isEqualTo("the subscriber of the body threw java.lang.IllegalStateException");
    }

    @Test
    void receiverThatAsksForNothingIsToldOfItsMistake() {
        server.answers("200 OK", "x");
        Taker wrong = new Taker(0) {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(0);
            }
        };

        assertThat(client.failure(HttpRequest.get(server.url("/")).receive(head -> wrong))
                        .reason())
                .isEqualTo("the subscriber of the body asked for 0 pieces (expected: more than zero)");
        assertThat(wrong.whole).isCompletedExceptionally();
        assertThat(wrong.whole.handle((bytes, thrown) -> thrown).join()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slowReceiverIsBoundedByTheTimeOfTheRequest() {
        AtomicReference<Taker> taker = new AtomicReference<>();

        HttpStreamException failure = StreamFixture.timesOut(Phase.RECEIVE, millis -> {
            server.answers("200 OK", "never asked for");
            taker.set(new Taker(0));
            return client.failure(HttpRequest.get(server.url("/"))
                    .receive(head -> taker.get())
                    .timeout(Duration.ofMillis(millis)));
        });

        assertThat(taker.get().failure()).isSameAs(failure);
    }

    @Test
    void handlerMayLeaveABodyInMemoryAndSeesNoRedirectThatIsFollowed() {
        server.redirects("302 Found", "/there").answers("404 Not Found", "no such thing");
        List<Integer> seen = new CopyOnWriteArrayList<>();

        HttpResponse response = client.response(HttpRequest.get(server.url("/"))
                .receive(head -> {
                    seen.add(head.status());
                    return null;
                })
                .followRedirects(1));

        assertThat(response.text()).isEqualTo("no such thing");
        assertThat(seen).containsExactly(404);
    }

    @Test
    void bombIsRefusedBeforeItHasGrown() throws IOException {
        byte[] bomb = HttpStreamIntegrationTest.gzip(new byte[64 << 20]);
        server.answers("200 OK", bomb, "Content-Encoding: gzip");
        Taker taker = new Taker(1);

        HttpStreamException failure =
                client.failure(HttpRequest.get(server.url("/")).receive(head -> taker));

        assertThat(failure.reason()).contains("grows to more than 200 times its size");
        assertThat(taker.bytes.size()).isLessThan(32 << 20);
    }

    @Test
    void fileGoesUpAndComesDown(@TempDir Path folder) throws IOException {
        byte[] content = noise(LARGE);
        Path from = Files.write(folder.resolve("from.bin"), content);
        Path to = Files.writeString(folder.resolve("to.bin"), "what was there before");
        server.answers("200 OK", content);

        HttpResponse response = client.response(HttpRequest.put(server.url("/"))
                .body("application/octet-stream", from)
                .download(to));

        assertThat(server.hears().body()).isEqualTo(content);
        assertThat(response.body()).isEmpty();
        assertThat(to).hasBinaryContent(content);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("from.bin", "to.bin");
    }

    @Test
    void fileIsNotTouchedByAnErrorOrABodyCutShort(@TempDir Path folder) {
        Path to = folder.resolve("to.bin");
        server.answers("404 Not Found", "no").cutsInsideTheBody();

        assertThat(client.response(HttpRequest.get(server.url("/")).download(to))
                        .text())
                .isEqualTo("no");
        client.failure(HttpRequest.get(server.url("/")).download(to));

        assertThat(to).doesNotExist();
    }

    @Test
    void fileThatCannotBeWrittenIsAFailure(@TempDir Path folder) {
        HttpStreamException failure = client.failure(HttpRequest.get(server.url("/"))
                .download(folder.resolve("missing").resolve("to.bin")));

        assertThat(failure.phase()).isEqualTo(Phase.RECEIVE);
        assertThat(failure.reason()).contains("cannot be written");
    }

    @Test
    void nothingStaysOfAFileThatCannotTakeItsPlace(@TempDir Path folder) throws IOException {
        Path taken = Files.createDirectory(folder.resolve("to.bin"));
        Files.createFile(taken.resolve("somebody's"));

        HttpStreamException failure =
                client.failure(HttpRequest.get(server.url("/")).download(taken));

        assertThat(failure.reason()).contains("cannot be written", "DirectoryNotEmpty");
        assertThat(folder.toFile().list()).containsExactly("to.bin");
    }

    @Test
    void subscriberThatThrowsAtTheEndFailsTheRequestAtOnce() {
        HttpStreamException failure =
                client.failure(HttpRequest.get(server.url("/")).receive(head -> new Taker(Long.MAX_VALUE) {
                    @Override
                    public void onComplete() {
                        throw new IllegalStateException("no");
                    }
                }));

        assertThat(failure.phase()).isEqualTo(Phase.RECEIVE);
        assertThat(failure.reason()).isEqualTo("the subscriber of the body threw java.lang.IllegalStateException");
    }

    @Test
    void fileThatCannotBeReadIsRefused(@TempDir Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpRequest.post(server.url("/")).body("a/b", folder.resolve("none")))
                .withMessageContaining("expected: a file that can be read");
    }

    @Test
    void formWithFilesIsTheSameFromMemoryAndFromDisk(@TempDir Path folder) throws IOException {
        byte[] content = noise(200_000);
        Path file = Files.write(folder.resolve("x.png"), content);
        Multipart disk = new Multipart("B")
                .field("a", "1")
                .file("f", "x.png", "image/png", file)
                .field("b", "2")
                .file("g", "y.png", "image/png", file);
        Multipart memory = new Multipart("B")
                .field("a", "1")
                .file("f", "x.png", "image/png", content)
                .field("b", "2")
                .file("g", "y.png", "image/png", content);

        client.response(HttpRequest.post(server.url("/")).multipart(disk));
        client.response(HttpRequest.post(server.url("/")).multipart(memory));

        ScriptedServer.Received fromDisk = server.hears();
        ScriptedServer.Received fromMemory = server.hears();
        assertThat(fromDisk.body()).isEqualTo(fromMemory.body());
        assertThat(fromDisk.headers()).isEqualTo(fromMemory.headers());
    }

    @Test
    void jsonIsUtf8() {
        client.response(HttpRequest.patch(server.url("/")).json("{\"鸟\":1}"));

        ScriptedServer.Received request = server.hears();
        assertThat(request.line()).startsWith("PATCH / ");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.text()).isEqualTo("{\"鸟\":1}");
    }
}

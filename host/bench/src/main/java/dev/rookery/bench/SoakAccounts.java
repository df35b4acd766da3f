package dev.rookery.bench;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.webqq.Login;
import dev.rookery.host.webqq.SessionOptions;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.webqq.WebQqOptions;
import dev.rookery.host.webqq.wire.QqNumber;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/**
 * The accounts of a soak and the person beside them, who scans codes, types captchas and starts again what gave up.
 * Accounts of even places sign in by password (era A), the others by QR code (era B).
 */
final class SoakAccounts {

    private static final String PASSWORD = "Sandbox#2013";
    private static final Duration PERSON_TAKES = Duration.ofMillis(500);

    private final IoLoop loop;
    private final Dispatcher dispatcher = new Dispatcher(new SystemTimers(), message -> true);
    private final InetSocketAddress sandbox;
    private final Path folder;
    private final List<Long> numbers;
    private final List<Relay> accounts = new ArrayList<>();
    private final ExecutorService person = Executors.newSingleThreadExecutor(task -> new Thread(task, "person"));
    private final AtomicLong helped = new AtomicLong();
    private final AtomicLong restarted = new AtomicLong();

    SoakAccounts(IoLoop loop, InetSocketAddress sandbox, Path folder, List<Long> numbers) {
        this.loop = loop;
        this.sandbox = sandbox;
        this.folder = folder;
        this.numbers = numbers;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** How often the person scanned, typed, and started an account again. */
    String told() {
        return "helped=" + helped + " restarted=" + restarted;
    }

    long online() {
        return accounts.stream().filter(account -> account.online).count();
    }

    void start() {
        for (int i = 0; i < numbers.size(); i++) {
            Relay relay = new Relay(numbers.get(i), i % 2 == 0);
            accounts.add(relay);
            dispatcher.connect(relay);
            relay.begin();
        }
    }

    void stop() throws Exception {
        person.shutdownNow();
        if (!person.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the person does not stop");
        }
        CompletableFuture<?>[] stopped = accounts.stream()
                .map(account -> account.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stopped).get(1, TimeUnit.MINUTES);
    }

    /** The number of the account of that name. */
    static long number(String name) {
        return Long.parseLong(name.substring(1));
    }

    private WebQqOptions options(long number, boolean byPassword) {
        Login login = byPassword
                ? new Login.Password(new QqNumber(number), Secret.of(PASSWORD), Login.Password.Form.WEBQQ)
                : new Login.Qr();
        WebQqOptions defaults = WebQqOptions.defaults(folder);
        HttpStreamOptions http = defaults.http()
                .withEndpoint(URI.create("http://127.0.0.1:" + sandbox.getPort()))
                .withRequestTimeout(Duration.ofSeconds(5));
        return defaults.withHttp(http)
                .withSession(SessionOptions.DEFAULTS.withLogin(login).withScanInterval(PERSON_TAKES))
                .withPollTimeout(Duration.ofSeconds(15))
                .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(3));
    }

    /** An account by its name, whatever object does its work at the moment. */
    private final class Relay implements NetworkAccount {
        private final long number;
        private final boolean byPassword;
        private volatile WebQqAccount account;
        private volatile boolean online;

        Relay(long number, boolean byPassword) {
            this.number = number;
            this.byPassword = byPassword;
            this.account = fresh();
        }

        private WebQqAccount fresh() {
            return new WebQqAccount(name(), loop, options(number, byPassword));
        }

        void begin() {
            account.start(this::onEvent);
        }

        private CompletionStage<Void> onEvent(BotEvent event) {
            if (event instanceof AccountStateChanged changed) {
                online = changed.state() == AccountState.ONLINE;
                if (changed.state() == AccountState.FAILED && !person.isShutdown()) {
                    person.execute(this::startAgain);
                }
            } else if (event instanceof AccountNeedsAttention attention && !person.isShutdown()) {
                person.execute(() -> help(attention));
            }
            return dispatcher.onEvent(event);
        }

        private void startAgain() {
            try {
                restarted.incrementAndGet();
                account.stop().toCompletableFuture().get(1, TimeUnit.MINUTES);
                TimeUnit.MILLISECONDS.sleep(PERSON_TAKES.toMillis());
                account = fresh();
                begin();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException("account " + name() + " does not stop", e);
            }
        }

        private void help(AccountNeedsAttention attention) {
            try (ControlConnection control = new ControlConnection(sandbox)) {
                helped.incrementAndGet();
                if (attention.need() == AccountNeedsAttention.Need.SCAN_CODE) {
                    String code = decoded(attention.picture());
                    control.post(
                            "/sandbox/scan?account=" + number,
                            "{\"code\":" + code.substring(code.indexOf("?qr=") + "?qr=".length()) + "}");
                } else if (attention.need() == AccountNeedsAttention.Need.TYPE_CAPTCHA) {
                    String state = control.get("/sandbox/state?account=" + number);
                    var unused = account.answer(state.replaceAll("(?s).*\"letters\":\"(\\w+)\".*", "$1"));
                }
            } catch (IOException | NotFoundException tooLate) {
                // The code is not wanted any more, or a fault made the picture unreadable: the next one will be.
            }
        }

        private String decoded(byte[] png) throws IOException, NotFoundException {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) {
                throw new IOException("no picture");
            }
            int width = image.getWidth();
            int height = image.getHeight();
            int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
            return new QRCodeMultiReader()
                            .decodeMultiple(new BinaryBitmap(
                                    new GlobalHistogramBinarizer(new RGBLuminanceSource(width, height, pixels))))[0]
                            .getText();
        }

        @Override
        public String name() {
            return "a" + number;
        }

        @Override
        public void start(AccountListener listener) {
            throw new UnsupportedOperationException("begins by itself");
        }

        @Override
        public CompletionStage<SendResult> send(ChatId chat, Message message) {
            return account.send(chat, message);
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return account.stopHearing();
        }

        @Override
        public CompletionStage<Void> stop() {
            return account.stop();
        }
    }
}

package dev.rookery.host.webqq;

import dev.rookery.api.account.Answer;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Segment;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.webqq.wire.PictureReference;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings pictures from the servers. What they answer counts only if it says that it is a picture, and up to
 * {@link #MAX_BYTES}. Other bounds: {@link #MAX_UNDER_WAY}, {@link #MAX_WAITING}. On the loop only; the stages complete
 * there.
 */
final class PictureFetch {

    /** The largest picture, as {@link dev.rookery.api.account.Account#fetch} promises; a larger one is refused. */
    static final int MAX_BYTES = 8 << 20;

    /** How many are fetched at once; further ones wait. */
    static final int MAX_UNDER_WAY = 4;

    /** How many may wait; a further one is refused. */
    static final int MAX_WAITING = 100;

    private final String account;
    private final Requests requests;
    private final Calls calls;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * Creates it for one account.
     *
     * @param account the account's name
     */
    PictureFetch(String account, Requests requests, Calls calls) {
        this.account = account;
        this.requests = requests;
        this.calls = calls;
    }

    /** A picture that was heard. */
    CompletionStage<Answer<Media.Bytes>> fetch(Session session, Segment.Image image) {
        if (image.media() instanceof Media.Bytes bytes) {
            return CompletableFuture.completedStage(new Answer.Done<>(bytes));
        }
        Media.Remote remote = (Media.Remote) image.media();
        if (!remote.account().equals(account)) {
            return refused("the picture was heard by account " + remote.account() + ", not " + account);
        }
        Optional<PictureReference> reference = PictureReference.parse(remote.reference());
        if (reference.isEmpty()) {
            return refused("the reference of the picture is not one of this account (expected: as it was heard)");
        }
        return requests.pictures()
                .fetch(session, reference.get())
                .map(this::bring)
                .orElseGet(() -> refused("the server did not tell which picture it was"));
    }

    /** Somebody's own picture. */
    CompletionStage<Answer<Media.Bytes>> avatar(Session session, Uin who) {
        return bring(requests.pictures().avatar(session, who));
    }

    private CompletionStage<Answer<Media.Bytes>> bring(HttpRequest request) {
        if (waiting.size() == MAX_WAITING) {
            return refused(MAX_WAITING + " pictures are waiting for this account already");
        }
        CompletableFuture<Answer<Media.Bytes>> brought = new CompletableFuture<>();
        waiting.add(() -> calls.exchange(request, PictureFetch::picture).thenAccept(answer -> {
            underWay--;
            brought.complete(nothingWasChanged(answer));
            next();
        }));
        next();
        return brought;
    }

    private void next() {
        if (underWay < MAX_UNDER_WAY && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().run();
        }
    }

    private static Answer<Media.Bytes> picture(HttpResponse response) {
        String type = response.header("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        byte[] bytes = response.body();
        if (response.status() != 200) {
            return new Answer.Refused<>("the server answered HTTP status " + response.status());
        }
        if (!type.startsWith("image/")) {
            return new Answer.Refused<>("the server sent no picture but " + (type.isEmpty() ? "something" : type));
        }
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            return new Answer.Refused<>(
                    "the picture has " + bytes.length + " bytes (expected: 1 to " + MAX_BYTES + ")");
        }
        return new Answer.Done<>(new Media.Bytes(bytes, type));
    }

    /** Unknown is for what may have been done; a picture is there or not. */
    private static Answer<Media.Bytes> nothingWasChanged(Answer<Media.Bytes> answer) {
        return answer instanceof Answer.Unknown<Media.Bytes> unknown ? new Answer.Refused<>(unknown.reason()) : answer;
    }

    private static CompletionStage<Answer<Media.Bytes>> refused(String reason) {
        return CompletableFuture.completedStage(new Answer.Refused<>(reason));
    }
}

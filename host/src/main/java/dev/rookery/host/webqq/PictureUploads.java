package dev.rookery.host.webqq;

import dev.rookery.api.account.Answer;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.ImageType;
import dev.rookery.host.webqq.wire.OutgoingPicture;
import dev.rookery.host.webqq.wire.PictureRequests;
import dev.rookery.host.webqq.wire.Proof;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.UploadAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings the pictures of a message to the servers before it is sent, one after the other. That was possible in era A
 * only, and not in temporary chats; elsewhere a picture is said in words. One that was heard is fetched first. On the
 * loop only; the stages complete there.
 */
final class PictureUploads {

    /**
     * What a message needs to show its pictures.
     *
     * @param pictures how it names each
     * @param proof what goes with it
     */
    record Uploaded(Map<Segment.Image, OutgoingPicture> pictures, Proof proof) {

        static final Uploaded NOTHING = new Uploaded(Map.of(), Proof.NONE);

        boolean isEmpty() {
            return pictures.isEmpty();
        }
    }

    private final Requests requests;
    private final Calls calls;
    private final CookieJar cookies;
    private final PictureFetch fetch;
    private final int maxBytes;

    /**
     * Creates the uploads of one account.
     *
     * @param cookies of its stream
     * @param maxBytes the largest picture; a message with a larger one is refused
     */
    PictureUploads(Requests requests, Calls calls, CookieJar cookies, PictureFetch fetch, int maxBytes) {
        this.requests = requests;
        this.calls = calls;
        this.cookies = cookies;
        this.fetch = fetch;
        this.maxBytes = maxBytes;
    }

    /** Uploads the pictures of a message; refused with the reason of the first that could not be. */
    CompletionStage<Answer<Uploaded>> upload(Session session, Recipient recipient, Message message) {
        List<Segment.Image> images = message.segments().stream()
                .filter(Segment.Image.class::isInstance)
                .map(Segment.Image.class::cast)
                .distinct()
                .toList();
        if (images.isEmpty() || !session.era().takesPictures() || recipient instanceof Recipient.Stranger) {
            return done(Uploaded.NOTHING);
        }
        CompletionStage<Answer<Map<Segment.Image, OutgoingPicture>>> all = done(Map.of());
        for (Segment.Image image : images) {
            all = all.thenCompose(sofar -> ifDone(
                    sofar,
                    pictures ->
                            ofImage(session, recipient, image).thenApply(picture -> with(pictures, image, picture))));
        }
        return all.thenCompose(answer -> ifDone(answer, pictures -> proven(session, recipient, pictures)));
    }

    private CompletionStage<Answer<OutgoingPicture>> ofImage(
            Session session, Recipient recipient, Segment.Image image) {
        return fetch.fetch(session, image)
                .thenCompose(answer -> ifDone(answer, bytes -> upload(session, recipient, image, bytes)));
    }

    private CompletionStage<Answer<OutgoingPicture>> upload(
            Session session, Recipient recipient, Segment.Image image, Media.Bytes media) {
        if (media.size() > maxBytes) {
            return refused("the picture has " + media.size() + " bytes (expected: at most " + maxBytes + ")");
        }
        byte[] bytes = media.data();
        ImageType type = ImageType.of(bytes).orElse(null);
        if (type == null) {
            return refused("the picture is of no known kind (expected: PNG, JPEG, GIF, BMP or WEBP)");
        }
        String name = type.fileName(image.name());
        if (!(recipient instanceof Recipient.Friend friend)) {
            return calls.exchange(
                    requests.pictures().uploadForGroup(session, name, type, bytes),
                    response -> UploadAnswer.ofGroup(response.status(), response.text()));
        }
        String skey = cookies.value(PictureRequests.UPLOAD, "skey").orElse("");
        return calls.exchange(
                requests.pictures().uploadForFriend(session, new Uin(friend.uin()), name, type, bytes, skey),
                response -> UploadAnswer.ofFriend(response.status(), response.text()));
    }

    /** Groups and discussions want to see a key, asked for once for each message. */
    private CompletionStage<Answer<Uploaded>> proven(
            Session session, Recipient recipient, Map<Segment.Image, OutgoingPicture> pictures) {
        if (recipient instanceof Recipient.Friend) {
            return done(new Uploaded(pictures, Proof.NONE));
        }
        return calls.ask(session, requests.pictures().groupKey(session))
                .thenCompose(answer -> ifDone(answer, body -> {
                    String key = body.path("result").path("gface_key").asText("");
                    String sig = body.path("result").path("gface_sig").asText("");
                    return key.isEmpty() || sig.isEmpty()
                            ? refused("the server gave no key for pictures in groups")
                            : done(new Uploaded(pictures, Proof.ofPictures(recipient, key, sig)));
                }));
    }

    private static Answer<Map<Segment.Image, OutgoingPicture>> with(
            Map<Segment.Image, OutgoingPicture> pictures, Segment.Image image, Answer<OutgoingPicture> answer) {
        if (answer instanceof Answer.Done<OutgoingPicture> done) {
            Map<Segment.Image, OutgoingPicture> more = new LinkedHashMap<>(pictures);
            more.put(image, done.value());
            return new Answer.Done<>(more);
        }
        return new Answer.Refused<>(Calls.reason(answer));
    }

    /** Goes on with what was brought, or ends with why it was not: nothing of the message was written yet. */
    private static <A, B> CompletionStage<Answer<B>> ifDone(
            Answer<A> answer, Function<A, CompletionStage<Answer<B>>> next) {
        return answer instanceof Answer.Done<A> done ? next.apply(done.value()) : refused(Calls.reason(answer));
    }

    private static <T> CompletionStage<Answer<T>> done(T value) {
        return CompletableFuture.completedStage(new Answer.Done<>(value));
    }

    private static <T> CompletionStage<Answer<T>> refused(String reason) {
        return CompletableFuture.completedStage(new Answer.Refused<>(reason));
    }
}

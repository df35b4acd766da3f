package dev.rookery.host.httpstream;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Says what becomes of the body of a response when its head is there. Called on the event loop: it must not block. */
@FunctionalInterface
public interface BodyHandler {

    /**
     * Says who takes the body. The subscriber is called on the loop, gets the body decoded, and no more of it than it
     * asks for: what it does not ask for is not read from the peer, within the request's time. It hears onComplete
     * before the readback is called, or onError, with the {@link HttpStreamException} that the errorback hears; when it
     * cancels, the request fails. The bounds on bodies in memory do not hold for it, that on growth by decoding does. A
     * {@link BorrowingSubscriber} gets the bytes without a copy.
     *
     * @param head status and header fields; its body is empty
     * @return null to have the body in memory, as without a handler: that of an error, for example
     */
    Flow.@Nullable Subscriber<ByteBuffer> receive(HttpResponse head);
}

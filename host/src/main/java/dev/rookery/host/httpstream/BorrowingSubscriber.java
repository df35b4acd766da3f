package dev.rookery.host.httpstream;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Takes a body without its bytes being copied: a piece is a view of what was read from the peer and is valid until
 * {@link #onNext} returns. For who hashes, counts, parses or passes on at once; who keeps a piece must copy it.
 *
 * <p>Only what a subscriber asked for before it comes, and what needs no decoding, is lent; the rest is copied and the
 * same rule holds for it. {@code request(Long.MAX_VALUE)} has all of it lent.
 */
public interface BorrowingSubscriber extends Flow.Subscriber<ByteBuffer> {}

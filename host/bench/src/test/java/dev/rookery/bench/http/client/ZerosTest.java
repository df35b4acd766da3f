package dev.rookery.bench.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZerosTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 3, Long.MAX_VALUE})
    void asManyBytesArePublishedAsWereAnnouncedHoweverTheyAreAskedFor(long atATime) {
        long length = 2L * Zeros.PIECE_BYTES + 5;
        List<Integer> pieces = new ArrayList<>();
        List<String> ends = new ArrayList<>();

        new Zeros(length).subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription source;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                source = subscription;
                source.request(atATime);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                pieces.add(piece.remaining());
                source.request(atATime);
            }

            @Override
            public void onError(Throwable failure) {
                ends.add("error");
            }

            @Override
            public void onComplete() {
                ends.add("complete");
            }
        });

        assertThat(pieces).containsExactly(Zeros.PIECE_BYTES, Zeros.PIECE_BYTES, 5);
        assertThat(ends).containsExactly("complete");
    }
}

package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import org.junit.jupiter.api.Test;

/** What a person reads, and what nobody may. */
class ReasonTest {

    private final Throwable noTls =
            new DecoderException(new NotSslRecordException("not an SSL/TLS record: 7365637265743d31"));

    @Test
    void whatCameInPlaceOfTlsIsNotRepeated() {
        assertThat(Reason.ofConnecting(noTls, "chat.example.org:443"))
                .isEqualTo("chat.example.org:443 does not speak TLS");
        assertThat(Reason.ofExchange(noTls)).isEqualTo("the connection broke: what came is not TLS");
    }
}

package dev.rookery.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerHandlerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerHandler(new HeldPolls()));

    private void receives(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            text.append(piece.toString(StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    @Test
    void anUploadIsAnsweredByItsLengthOnceItIsThere() {
        receives("POST /upload?bytes=10 HTTP/1.1\r\nhost: here\r\n\r\n123");
        receives("456789");
        assertThat(sent()).isEmpty();

        receives("0");

        assertThat(sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n10");
    }

    @Test
    void theConnectionServesAnotherRequestAfterAnUpload() {
        receives("POST /upload?bytes=1 HTTP/1.1\r\nHost: here\r\n\r\n1");
        sent();

        receives("GET /keepalive HTTP/1.1\r\nHost: here\r\n\r\n");

        assertThat(sent()).endsWith(CannedAnswers.BODY);
    }

    @Test
    void aDownloadIsAsLongAsItWasAskedFor() {
        receives("GET /download?bytes=200000 HTTP/1.1\r\nHost: here\r\n\r\n");

        String answer = sent();
        assertThat(answer).contains("Content-Length: 200000\r\n");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(200_000);
    }
}

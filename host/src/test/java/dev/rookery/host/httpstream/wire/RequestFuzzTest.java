package dev.rookery.host.httpstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is written is one request, and the very one that was to be written, for Netty's decoder of a server. */
class RequestFuzzTest {

    private static final String TOKEN = "abcXYZ019!#$%&'*+-.^_`|~";
    private static final String TARGET = "abcXYZ019!#$%&'()*+,-./:;=?@[]^_`{|}~\"<>\\";
    private static final String VALUE = "abc XYZ\t019\"#,:;=()\u0080\u00a0\u00e9\u00ff";

    @Test
    void aRequestIsDecodedAsItWasMeant() {
        Fuzz.cases(fuzz -> {
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (int i = fuzz.below(5); i > 0; i--) {
                fields.add(Map.entry("X" + fuzz.word(0, 9, TOKEN), fuzz.word(0, 20, VALUE)));
            }
            String body = fuzz.oneIn(3) ? "" : fuzz.bytes(8);
            Request request = new Request(fuzz.word(1, 8, TOKEN), "/" + fuzz.word(0, 30, TARGET), fields, body);
            assertThat(decoded(written(request, fuzz), fuzz)).isEqualTo(request.stripped());
        });
    }

    @Test
    void whateverIsAskedForIsRefusedOrJustThatRequest() {
        AtomicInteger refused = new AtomicInteger();
        Fuzz.cases(fuzz -> {
            List<Map.Entry<String, String>> fields =
                    List.of(Map.entry(fuzz.oneIn(2) ? "X" : fuzz.bytes(1), fuzz.bytes(3)), Map.entry("Y", "z"));
            Request request =
                    new Request(fuzz.oneIn(3) ? fuzz.bytes(2) : "GET", fuzz.oneIn(2) ? fuzz.bytes(2) : "/", fields, "");
            String text;
            try {
                text = written(request, fuzz);
            } catch (IllegalArgumentException e) {
                refused.incrementAndGet();
                return;
            }
            assertThat(decoded(text, fuzz)).isEqualTo(request.stripped());
        });
        assertThat(refused).hasPositiveValue();
    }

    private static String written(Request request, Fuzz fuzz) {
        ByteBuf out = Unpooled.buffer();
        RequestWriter writer = new RequestWriter(out, request.method(), request.target());
        List<Map.Entry<String, String>> fields = request.fields();
        int encoded = fuzz.below(fields.size() + 1);
        writer.fields(EncodedFields.of(fields.subList(0, encoded)));
        fields.subList(encoded, fields.size()).forEach(field -> writer.field(field.getKey(), field.getValue()));
        byte[] body = request.body().getBytes(StandardCharsets.ISO_8859_1);
        switch (body.length == 0 ? fuzz.below(3) : 1 + fuzz.below(2)) {
            case 0 -> writer.end();
            case 1 -> writer.end(body);
            default -> {
                writer.endWithChunks();
                int cut = fuzz.below(body.length + 1);
                RequestWriter.writeChunk(out, Unpooled.wrappedBuffer(body, 0, cut));
                RequestWriter.writeChunk(out, Unpooled.wrappedBuffer(body, cut, body.length - cut));
                RequestWriter.writeLastChunk(out);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** What a server makes of it, cut anywhere; without the field that frames the body. */
    private static Request decoded(String text, Fuzz fuzz) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        int from = 0;
        for (int cut : fuzz.cuts(text)) {
            channel.writeInbound(Unpooled.copiedBuffer(text.substring(from, cut), StandardCharsets.ISO_8859_1));
            from = cut;
        }
        channel.writeInbound(Unpooled.copiedBuffer(text.substring(from), StandardCharsets.ISO_8859_1));
        List<HttpRequest> heads = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        int ends = 0;
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            assertThat(part.decoderResult().isSuccess()).as(text).isTrue();
            if (part instanceof HttpRequest head) {
                heads.add(head);
            }
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
                ends += part instanceof LastHttpContent ? 1 : 0;
            }
            ReferenceCountUtil.release(part);
        }
        assertThat(channel.finish()).as("something behind the request").isFalse();
        assertThat(heads).hasSize(1);
        assertThat(ends).isEqualTo(1);
        HttpRequest head = heads.get(0);
        assertThat(head.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
        head.headers().remove("Content-Length").remove("Transfer-Encoding");
        return new Request(head.method().name(), head.uri(), NettyReader.fields(head), body.toString());
    }

    /** A request as values. */
    private record Request(String method, String target, List<Map.Entry<String, String>> fields, String body) {

        /** White space around a value is not part of it. */
        Request stripped() {
            List<Map.Entry<String, String>> stripped = fields.stream()
                    .map(field -> Map.entry(field.getKey(), field.getValue().replaceAll("^[ \t]+|[ \t]+$", "")))
                    .toList();
            return new Request(method, target, stripped, body);
        }
    }
}

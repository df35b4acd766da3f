package dev.rookery.host.httpstream.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The oracle: what Netty's decoder makes of a connection's bytes, up to the end of the first response that is none. */
record NettyReader(
        List<Integer> interims, int status, List<Map.Entry<String, String>> fields, String body, boolean keepAlive) {

    /** What it reads; null if it refuses, or if the response is not whole when the connection ends. */
    static @Nullable NettyReader read(String text, WireLimits limits, boolean withoutBody) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.statusLineBytes())
                .setMaxHeaderSize(limits.fieldBytes());
        EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(config) {
            @Override
            protected boolean isContentAlwaysEmpty(HttpMessage message) {
                return super.isContentAlwaysEmpty(message)
                        || (withoutBody && message instanceof HttpResponse response && isFinal(response));
            }
        });
        List<Object> parts = new ArrayList<>();
        try {
            channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
            drain(channel, parts);
            NettyReader whole = together(parts, false);
            if (whole == null) {
                channel.finish();
                drain(channel, parts);
                whole = together(parts, true);
            }
            return whole;
        } catch (RuntimeException e) {
            return null;
        } finally {
            parts.forEach(ReferenceCountUtil::release);
            channel.releaseInbound();
        }
    }

    private static void drain(EmbeddedChannel channel, List<Object> parts) {
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            parts.add(part);
        }
    }

    private static @Nullable NettyReader together(List<Object> parts, boolean closed) {
        List<Integer> interims = new ArrayList<>();
        HttpResponse head = null;
        StringBuilder body = new StringBuilder();
        for (Object part : parts) {
            DecoderResult result = part instanceof HttpObject object ? object.decoderResult() : DecoderResult.SUCCESS;
            if (result.isFailure()) {
                return null;
            }
            if (part instanceof HttpResponse response) {
                head = response;
            }
            if (head != null && part instanceof HttpContent content) {
                ByteBuf bytes = content.content();
                body.append(bytes.toString(StandardCharsets.ISO_8859_1));
                if (content instanceof LastHttpContent && isFinal(head)) {
                    return new NettyReader(
                            interims,
                            head.status().code(),
                            fields(head),
                            body.toString(),
                            HttpUtil.isKeepAlive(head) && !closed);
                }
                if (content instanceof LastHttpContent) {
                    interims.add(head.status().code());
                }
            }
        }
        return null;
    }

    /** The header fields of a message in their order. */
    static List<Map.Entry<String, String>> fields(HttpMessage message) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        message.headers().forEach(field -> fields.add(Map.entry(field.getKey(), field.getValue())));
        return fields;
    }

    private static boolean isFinal(HttpResponse response) {
        return response.status().code() >= 200 || response.status().code() == 101;
    }
}

package dev.rookery.bench.http.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** The bound of clients that use Netty's decoder of responses, here without validation. */
final class BareDecoder extends BareConnection {

    private int status;
    private byte[] body = new byte[0];
    private int filled;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        ctx.pipeline()
                .addBefore(
                        ctx.name(), null, new HttpResponseDecoder(new HttpDecoderConfig().setValidateHeaders(false)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpResponse head) {
                status = head.status().code();
                body = new byte[(int) HttpUtil.getContentLength(head, 0L)];
                filled = 0;
            }
            if (message instanceof HttpContent piece) {
                ByteBuf content = piece.content();
                int length = content.readableBytes();
                content.readBytes(body, filled, length);
                filled += length;
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (message instanceof LastHttpContent) {
            answered(status, body);
        }
    }
}

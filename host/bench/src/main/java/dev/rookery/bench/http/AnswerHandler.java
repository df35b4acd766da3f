package dev.rookery.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for the end of a request's head and answers by the first letter of its path. */
final class AnswerHandler extends ByteToMessageDecoder {

    private static final int PATH_AT = "GET /".length();
    private static final ByteBuf END = ascii("\r\n\r\n");
    private static final ByteBuf COOKIE = ascii(CannedAnswers.COOKIE);
    private static final ByteBuf USUAL = CannedAnswers.usual();
    private static final ByteBuf WITH_COOKIE = CannedAnswers.withCookie();
    private static final ByteBuf SEEN = CannedAnswers.seen(true);
    private static final ByteBuf UNSEEN = CannedAnswers.seen(false);

    private final HeldPolls held;

    AnswerHandler(HeldPolls held) {
        this.held = held;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int end = indexOfEnd(in);
        if (end < 0) {
            return;
        }
        ByteBuf head = in.readSlice(end + END.readableBytes() - in.readerIndex());
        switch (head.getByte(head.readerIndex() + PATH_AT)) {
            case 'k' -> answer(ctx, USUAL);
            case 'p' -> held.hold(ctx);
            case 'c' -> answer(ctx, WITH_COOKIE);
            case 's' -> answer(ctx, ByteBufUtil.indexOf(COOKIE, head) < 0 ? UNSEEN : SEEN);
            default -> close(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        held.forget(ctx);
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that ends without a farewell is none of the server's business.
        close(ctx);
    }

    private static void close(ChannelHandlerContext ctx) {
        var unused = ctx.close(ctx.voidPromise());
    }

    private static void answer(ChannelHandlerContext ctx, ByteBuf bytes) {
        var unused = ctx.write(bytes.duplicate(), ctx.voidPromise());
    }

    private static int indexOfEnd(ByteBuf in) {
        int last = in.writerIndex() - END.readableBytes();
        if (last >= in.readerIndex() && in.getInt(last) == END.getInt(0)) {
            // Nobody here sends a second request before the first is answered.
            return last;
        }
        int first = ByteBufUtil.indexOf(END, in);
        return first < 0 ? -1 : in.readerIndex() + first;
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}

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

    /** How much of a download is written at a time. */
    private static final int PIECE_BYTES = 64 << 10;

    private static final ByteBuf END = ascii("\r\n\r\n");
    private static final ByteBuf COOKIE = ascii(CannedAnswers.COOKIE);
    private static final ByteBuf BYTES = ascii(CannedAnswers.BYTES);
    private static final ByteBuf USUAL = CannedAnswers.usual();
    private static final ByteBuf WITH_COOKIE = CannedAnswers.withCookie();
    private static final ByteBuf SEEN = CannedAnswers.seen(true);
    private static final ByteBuf UNSEEN = CannedAnswers.seen(false);
    private static final ByteBuf PIECE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(PIECE_BYTES).writeZero(PIECE_BYTES).asReadOnly());

    private final HeldPolls held;

    /** How much of an upload is still to come, and how much of it there is in all. */
    private long toCome;

    private long announced;

    /** How much of a download is still to go. */
    private long toGo;

    AnswerHandler(HeldPolls held) {
        this.held = held;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (toCome > 0) {
            sink(ctx, in);
            return;
        }
        int end = indexOfEnd(in);
        if (end < 0) {
            return;
        }
        // A slice begins at zero.
        ByteBuf head = in.readSlice(end + END.readableBytes() - in.readerIndex());
        switch (head.getByte(head.bytesBefore((byte) ' ') + " /".length())) {
            case 'k' -> answer(ctx, USUAL);
            case 'p' -> held.hold(ctx);
            case 'c' -> answer(ctx, WITH_COOKIE);
            case 's' -> answer(ctx, ByteBufUtil.indexOf(COOKIE, head) < 0 ? UNSEEN : SEEN);
            case 'd' -> {
                toGo = bytes(head);
                answer(ctx, CannedAnswers.headOf(toGo));
                send(ctx);
            }
            case 'u' -> {
                announced = bytes(head);
                toCome = announced;
                sink(ctx, in);
            }
            default -> close(ctx);
        }
    }

    private void sink(ChannelHandlerContext ctx, ByteBuf in) {
        int piece = (int) Math.min(toCome, in.readableBytes());
        in.skipBytes(piece);
        toCome -= piece;
        if (toCome == 0) {
            var unused = ctx.writeAndFlush(CannedAnswers.saying(Long.toString(announced)), ctx.voidPromise());
        }
    }

    private void send(ChannelHandlerContext ctx) {
        while (toGo > 0 && ctx.channel().isWritable()) {
            int piece = (int) Math.min(toGo, PIECE_BYTES);
            toGo -= piece;
            var unused = ctx.write(PIECE.duplicate().readerIndex(PIECE_BYTES - piece), ctx.voidPromise());
        }
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (toGo > 0 && ctx.channel().isWritable()) {
            send(ctx);
        }
        super.channelWritabilityChanged(ctx);
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

    /** The number in the query. */
    private static long bytes(ByteBuf head) {
        int at = ByteBufUtil.indexOf(BYTES, head) + BYTES.readableBytes();
        long number = 0;
        for (byte digit = head.getByte(at); digit >= '0' && digit <= '9'; digit = head.getByte(++at)) {
            number = number * 10 + digit - '0';
        }
        return number;
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

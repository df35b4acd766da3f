package dev.rookery.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Requests that wait for an answer until all are answered at once. Of the server's loop. */
final class HeldPolls {

    private static final ByteBuf ANSWER = CannedAnswers.usual();

    private Set<ChannelHandlerContext> held = new LinkedHashSet<>();

    void hold(ChannelHandlerContext ctx) {
        held.add(ctx);
    }

    void forget(ChannelHandlerContext ctx) {
        held.remove(ctx);
    }

    int count() {
        return held.size();
    }

    /** Answers all that are held now. */
    void release() {
        List<ChannelHandlerContext> released = new ArrayList<>(held);
        held = new LinkedHashSet<>();
        for (ChannelHandlerContext ctx : released) {
            var unused = ctx.writeAndFlush(ANSWER.duplicate(), ctx.voidPromise());
        }
    }
}

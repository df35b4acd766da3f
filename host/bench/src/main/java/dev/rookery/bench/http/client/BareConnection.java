package dev.rookery.bench.http.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One connection of {@link BareClient}: one request at a time, then back to the deque. */
abstract class BareConnection extends ChannelInboundHandlerAdapter {

    private ArrayDeque<BareConnection> idle = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;

    /** Bytes to send, as often as wanted, and who hears of the answers. */
    record Exchange(ByteBuf request, Client.Callback callback) {}

    final void returnTo(ArrayDeque<BareConnection> pool) {
        idle = pool;
    }

    final void send(Exchange next) {
        exchange = next;
        ChannelHandlerContext to = context;
        if (to != null) {
            var unused = to.writeAndFlush(next.request().duplicate(), to.voidPromise());
        }
    }

    /** Called by the parser with each whole answer. */
    final void answered(int status, byte[] body) {
        Exchange done = exchange;
        if (done == null) {
            return;
        }
        exchange = null;
        idle.addLast(this);
        if (done.callback().answered(status, body)) {
            BareConnection free = idle.pollLast();
            if (free != null) {
                free.send(done);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
        var unused = ctx.close(ctx.voidPromise());
    }

    private void fail(Throwable cause) {
        idle.remove(this);
        Exchange failed = exchange;
        exchange = null;
        if (failed != null) {
            failed.callback().failed(cause);
        }
    }
}

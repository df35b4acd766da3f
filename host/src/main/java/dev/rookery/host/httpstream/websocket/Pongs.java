package dev.rookery.host.httpstream.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings: one pong is under way at a time, and of the pings that come meanwhile the last is answered (RFC 6455
 * part 5.5.3), so that a server that pings and does not read fills no queue. Loop only.
 */
final class Pongs {

    private boolean underWay;
    private byte @Nullable [] next;

    void answer(Channel channel, byte[] payload) {
        if (underWay) {
            next = payload;
            return;
        }
        underWay = true;
        channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)))
                .addListener(gone -> {
                    underWay = false;
                    byte[] last = next;
                    next = null;
                    if (last != null && gone.isSuccess()) {
                        answer(channel, last);
                    }
                });
    }
}

package dev.rookery.host.httpstream.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PongsTest {

    private final List<Byte> written = new ArrayList<>();
    private final Deque<ChannelPromise> underWay = new ArrayDeque<>();
    private final Pongs pongs = new Pongs();

    /** A channel whose peer reads when told to. */
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            PongWebSocketFrame pong = (PongWebSocketFrame) msg;
            written.add(pong.content().readByte());
            pong.release();
            underWay.add(promise);
        }
    });

    private void pinged(int... payloads) {
        for (int payload : payloads) {
            pongs.answer(channel, new byte[] {(byte) payload});
        }
    }

    @Test
    void ofPingsThatComeWhileAPongIsUnderWayTheLastIsAnswered() {
        pinged(1, 2, 3, 4);
        assertThat(written).containsExactly((byte) 1);

        underWay.remove().setSuccess();
        assertThat(written).containsExactly((byte) 1, (byte) 4);

        underWay.remove().setSuccess();
        pinged(5);
        assertThat(written).containsExactly((byte) 1, (byte) 4, (byte) 5);
    }

    @Test
    void nothingFollowsAPongThatCouldNotBeWritten() {
        pinged(1, 2);
        underWay.remove().setFailure(new java.io.IOException("gone"));

        assertThat(written).containsExactly((byte) 1);
    }
}

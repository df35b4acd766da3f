package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of server-sent events to one reader (the {@code text/event-stream} of the HTML standard). For the event loop
 * only.
 *
 * <p>Every {@value #HEARTBEAT_SECONDS} s a comment is sent, so that a reader that vanished without a word is found out.
 * A reader that takes the events too slowly is closed when it owes {@link HttpLimits#eventBufferBytes()}.
 */
public final class EventStream {

    static final int HEARTBEAT_SECONDS = 20;

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final SocketChannel channel;

    EventStream(SocketChannel channel) {
        this.channel = channel;
        var heartbeat = channel.eventLoop()
                .scheduleAtFixedRate(() -> write(":\n\n"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        onClose(() -> heartbeat.cancel(false));
    }

    /** Sends an event of that name; each line of the data becomes a line of the event. A closed stream ignores it. */
    public void send(String event, String data) {
        write("event: " + event + "\ndata: " + data.replace("\n", "\ndata: ") + "\n\n");
    }

    /** Has something done when the stream ends, whoever ended it. */
    public void onClose(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** Ends the stream; what was sent before still leaves. */
    public void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void write(String text) {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            log.debug("event stream closed peer={} reason=reads too slowly", channel.remoteAddress());
            channel.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return;
        }
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, UTF_8)))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}

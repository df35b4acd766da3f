package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** The end of the pipeline: hands what Netty's decoder reads, and what becomes of the channel, to the session. */
final class FrameHandler extends ChannelInboundHandlerAdapter {

    private final Session session;
    private final MessageReader messages;

    private FrameHandler(Session session, MessageReader messages) {
        this.session = session;
        this.messages = messages;
    }

    /** Puts the handlers of a web socket at the end of the pipeline. */
    static void install(
            ChannelPipeline pipeline, Session session, Agreement agreement, int maxMessageBytes, FrameMasks masks) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .allowMaskMismatch(false)
                .allowExtensions(agreement.compressed())
                .maxFramePayloadLength(maxMessageBytes)
                .closeOnProtocolViolation(false) // The session closes, and tells why.
                .withUTF8Validator(false) // Texts are checked whole, decompressed.
                .build();
        MessageInflater inflater = agreement.compressed() ? new MessageInflater() : null;
        pipeline.addLast(
                new WebSocket13FrameDecoder(config),
                new WebSocket13FrameEncoder(masks),
                new FrameHandler(session, new MessageReader(session, maxMessageBytes, inflater)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (session.isHearing() && msg instanceof WebSocketFrame frame) {
                heard(frame);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void heard(WebSocketFrame frame) {
        boolean control = frame instanceof CloseWebSocketFrame
                || frame instanceof PingWebSocketFrame
                || frame instanceof PongWebSocketFrame;
        if (!control) {
            messages.read(frame);
        } else if (frame.rsv() != 0) {
            session.fail(Kind.PROTOCOL, "a control frame has reserved bits set", null);
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            session.closed(code < 0 ? CloseCode.NONE : code, close.reasonText());
        } else if (frame instanceof PingWebSocketFrame ping) {
            session.pinged(ByteBufUtil.getBytes(ping.content()));
        }
    }

    /** Bytes have come, whether they made a frame or not. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        session.signOfLife();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.disconnected();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        messages.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            session.fail(Kind.CONNECTION, Reason.ofExchange(cause), cause);
        } else if (corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            session.tooLarge();
        } else {
            boolean payload = corrupted.closeStatus().equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA);
            session.fail(
                    payload ? Kind.INVALID_PAYLOAD : Kind.PROTOCOL,
                    "the server broke the protocol: " + corrupted.getMessage(),
                    cause);
        }
    }
}

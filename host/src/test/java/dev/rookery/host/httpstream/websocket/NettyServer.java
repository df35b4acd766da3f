package dev.rookery.host.httpstream.websocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Netty's own web socket server, with compression, sending back what it hears; {@code bye} makes it say goodbye. */
final class NettyServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final LinkedBlockingQueue<Boolean> compressed = new LinkedBlockingQueue<>();
    private final Channel listening;
    private final boolean tls;

    /** @param identity for TLS; null for none */
    NettyServer(@Nullable SSLContext identity) {
        tls = identity != null;
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (identity != null) {
                            channel.pipeline().addLast(tls(identity).newHandler(channel.alloc()));
                        }
                        install(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static JdkSslContext tls(SSLContext identity) {
        return new JdkSslContext(
                identity, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
    }

    private void install(Channel channel) {
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(1 << 16),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                                seeCompression(msg);
                                ctx.fireChannelRead(msg);
                            }
                        },
                        new WebSocketServerExtensionHandler(new PerMessageDeflateServerExtensionHandshaker(0)),
                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                .websocketPath("/echo")
                                .subprotocols("chat")
                                .allowExtensions(true)
                                .maxFramePayloadLength(4 << 20)
                                .build()),
                        new Echo());
    }

    private void seeCompression(Object msg) {
        if (msg instanceof WebSocketFrame frame) {
            compressed.offer((frame.rsv() & MessageReader.COMPRESSED) != 0);
        }
    }

    /** Whether the next message of a client came compressed. */
    boolean hearsCompressed() throws InterruptedException {
        return Boolean.TRUE.equals(compressed.poll(Heard.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    String url(String host) {
        return (tls ? "wss://" : "ws://") + host + ":" + ((InetSocketAddress) listening.localAddress()).getPort()
                + "/echo";
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, Heard.PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text && text.text().equals("bye")) {
                ctx.writeAndFlush(new CloseWebSocketFrame(4000, "you said so"));
            } else {
                ctx.writeAndFlush(frame.retain());
            }
        }
    }
}

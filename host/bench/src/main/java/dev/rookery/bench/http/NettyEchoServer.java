package dev.rookery.bench.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The echo server as one writes it for Netty: an NIO channel and one loop, answers gathered per read. What
 * {@link LoopEchoServer} in its direct style is compared with. See {@link EchoProgram}.
 */
final class NettyEchoServer {

    private static final int BACKLOG = 1024;

    private NettyEchoServer() {}

    /** Where the process starts. Netty's channels know one style: direct. */
    public static void main(String[] args) throws Exception {
        EchoProgram program = EchoProgram.parse(args);
        if (program.toggling()) {
            throw new IllegalArgumentException(
                    "toggling (expected: direct, a Netty channel writes when it is told to)");
        }
        EchoProgram.serve(new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Echo());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), program.port()))
                .sync()
                .channel()
                .localAddress());
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {

        // The void promise tells a failure to exceptionCaught below, without an object per message.
        @SuppressWarnings("FutureReturnValueIgnored")
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @SuppressWarnings("FutureReturnValueIgnored")
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}

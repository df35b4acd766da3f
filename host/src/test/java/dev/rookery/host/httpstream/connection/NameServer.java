package dev.rookery.host.httpstream.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback: knows what it is told, and says nothing when it is told to. */
final class NameServer extends SimpleChannelInboundHandler<DatagramDnsQuery> {

    private static final int TTL_SECONDS = 60;

    private final Map<String, InetAddress> names = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final InetSocketAddress address;

    NameServer(EventLoopGroup loop) throws InterruptedException {
        DatagramChannel channel = new NioDatagramChannel();
        channel.pipeline().addLast(new ChannelInitializer<DatagramChannel>() {
            @Override
            protected void initChannel(DatagramChannel made) {
                made.pipeline()
                        .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), NameServer.this);
            }
        });
        loop.register(channel).sync();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync();
        address = channel.localAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    NameServer knows(String name, String ipv4) throws UnknownHostException {
        names.put(name + ".", InetAddress.getByName(ipv4));
        return this;
    }

    void knowsNothingMore() {
        names.clear();
    }

    void fallsSilent() {
        silent.set(true);
    }

    /** How often it was asked for the IPv4 address of something. */
    int questions() {
        return questions.get();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramDnsQuery query) {
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        boolean ipv4 = question.type().equals(DnsRecordType.A);
        if (ipv4) {
            questions.incrementAndGet();
        }
        if (silent.get()) {
            return;
        }
        AddressedEnvelope<?, InetSocketAddress> envelope = query;
        DatagramDnsResponse response = new DatagramDnsResponse(envelope.recipient(), envelope.sender(), query.id());
        response.addRecord(DnsSection.QUESTION, question);
        InetAddress known = names.get(question.name());
        if (known == null) {
            response.setCode(DnsResponseCode.NXDOMAIN);
        } else if (ipv4) {
            response.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(
                            question.name(), DnsRecordType.A, TTL_SECONDS, Unpooled.wrappedBuffer(known.getAddress())));
        }
        ctx.writeAndFlush(response);
    }
}

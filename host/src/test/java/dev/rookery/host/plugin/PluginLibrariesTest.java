package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.host.testing.CapturedLog;
import io.netty.util.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Libraries that a plugin brings in another version than the host's work side by side with the host's. */
class PluginLibrariesTest {

    private static final String NETTY = """
            EventLoopGroup group = new NioEventLoopGroup(1);
            context.manage(() -> group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync());
            Channel server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInboundHandlerAdapter() {
                        @Override public void channelRead(ChannelHandlerContext peer, Object bytes) {
                            peer.writeAndFlush(bytes);
                        }
                    }).bind("127.0.0.1", 0).sync().channel();
            try (java.net.Socket socket = new java.net.Socket("127.0.0.1",
                    ((java.net.InetSocketAddress) server.localAddress()).getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write("echo".getBytes());
                say(new String(socket.getInputStream().readNBytes(4)));
            }
            say(io.netty.util.Version.identify().get("netty-common").artifactVersion());
            say(io.netty.buffer.PooledByteBufAllocator.DEFAULT.getClass().getClassLoader() == getClass().getClassLoader());
            context.onMessage(m -> { m.reply("netty"); return Outcome.CONSUMED; });
            """;

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
        house.drop("good.jar", TestJar.plugin("good"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void start(TestJar plugin) {
        house.drop("x.jar", plugin);
        house.start();
        assertThat(house.messaging().hear("hello")).containsExactly("good");
    }

    @Test
    void jackson() throws Exception {
        start(TestJar.plugin("x")
                .bringing("jackson-annotations.jar", "jackson-core.jar", "jackson-databind.jar")
                .with("public static final class Bird { public String name; public List<Integer> eggs; }")
                .onEnable("""
                        com.fasterxml.jackson.databind.ObjectMapper mapper = new com.fasterxml.jackson.databind.ObjectMapper();
                        Bird rook = mapper.readValue("{\\"name\\":\\"rook\\",\\"eggs\\":[4,5]}", Bird.class);
                        say(rook.name + rook.eggs + mapper.writeValueAsString(rook));
                        say(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION);
                        """));
        assertThat(house.status("x.jar").reason()).isEmpty();
        assertThat(house.messaging().said()).containsExactly("rook[4, 5]{\"name\":\"rook\",\"eggs\":[4,5]}", "2.17.2");
        assertThat(PackageVersion.VERSION.toString()).isNotEqualTo("2.17.2");
        assertThat(new ObjectMapper().readTree("{\"a\":1}").get("a").intValue()).isEqualTo(1);
    }

    @Test
    void nettyWhichLeavesNothingBehindThatIsManaged() {
        start(TestJar.plugin("x")
                .bringing("netty-buffer.jar", "netty-common.jar", "netty-resolver.jar", "netty-transport.jar")
                .source("Main", """
                        import io.netty.bootstrap.*;
                        import io.netty.channel.*;
                        import io.netty.channel.nio.*;
                        import io.netty.channel.socket.nio.*;
                        public class Main implements BotPlugin {
                            private PluginContext context;
                            public void onEnable(PluginContext context) throws Exception { this.context = context; %s }
                            void say(Object words) {
                                context.send(new ChatId("test", ChatKind.FRIEND, "1"), Message.text(String.valueOf(words)));
                            }
                        }
                        """.formatted(NETTY)));
        assertThat(house.status("x.jar").reason()).isEmpty();
        assertThat(house.messaging().said()).containsExactly("echo", "4.1.138.Final", "true");
        assertThat(Version.identify().get("netty-common").artifactVersion()).startsWith("4.2.");
        assertThat(done(house.host().reload("x")).state()).isEqualTo(PluginState.ACTIVE);
        assertThat(done(house.host().checkForLeaks())).isEmpty();
    }

    @Test
    void whatThePluginDoesNotBringIsToldByName() {
        start(TestJar.plugin("x").onEnable("new io.netty.util.concurrent.DefaultEventExecutor();"));
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.FAILED);
        assertThat(house.status("x.jar").reason())
                .contains("NoClassDefFoundError: io/netty/util/concurrent/DefaultEventExecutor", "lib/<name>.jar");
    }

    @Test
    void aCopyOfSlf4jIsIgnoredAndTheHostsLogIsWrittenTo() throws Exception {
        Path slf4j = Path.of(
                Logger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (CapturedLog log = CapturedLog.of(BotPlugin.class)) {
            start(TestJar.plugin("x")
                    .entry("lib/slf4j-api.jar", Files.readAllBytes(slf4j))
                    .onEnable("org.slf4j.LoggerFactory.getLogger(BotPlugin.class).warn(\"caw\");"));
            assertThat(log.warnings()).containsExactly("WARN caw");
        }
    }
}

package dev.rookery.bench;

import dev.rookery.host.sandbox.World;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A world of many friends; each is a chat, numbered from 0 on. */
final class EchoWorld {

    /** The number of the first account. */
    static final long ACCOUNT = 1_002_003_004L;

    private static final long FIRST_UIN = 2_000_000_000L;
    private static final long FIRST_QQ = 700_000_000L;

    private EchoWorld() {}

    static World of(int friends) {
        return World.parse("world of the benchmark", """
                account: {qq: %d, nick: Pual}
                people:
                %s
                friends: [%s]
                """.formatted(
                        ACCOUNT,
                        IntStream.range(0, friends)
                                .mapToObj(i -> "  f%d: {uin: %d, qq: %d, nick: Friend %d}"
                                        .formatted(i, FIRST_UIN + i, FIRST_QQ + i, i))
                                .collect(Collectors.joining("\n")),
                        IntStream.range(0, friends)
                                .mapToObj(i -> "{who: f%d}".formatted(i))
                                .collect(Collectors.joining(", "))));
    }

    /** What the control API calls a chat. */
    static String name(int chat) {
        return "friend:" + (FIRST_UIN + chat);
    }

    /** The number of a chat; -1 for one that is not of this world. */
    static int chat(String name) {
        return name.matches("friend:\\d{10}")
                ? (int) (Long.parseLong(name.substring("friend:".length())) - FIRST_UIN)
                : -1;
    }
}

package dev.rookery.host.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One way in which the sandbox is to misbehave: what, where, for whom and how often. Immutable; begin with
 * {@link #of(FaultKind)}:
 *
 * <pre>{@code
 * sandbox.faults().add(Fault.of(FaultKind.RETCODE).with("retcode", 1202).on("send_buddy_msg2").times(1));
 * }</pre>
 *
 * @param kind what happens
 * @param endpoint where: paths or last parts of paths, separated by commas, with {@code *} for anything; alone it is
 *     all of WebQQ (but never the chat page and the control API)
 * @param account the number of the only account that it is for; empty for all
 * @param times how many requests it strikes, then it is over; {@link #UNLIMITED} until removed
 * @param share how large a part of the requests it strikes, from 0 to 1
 * @param seed where the dice for {@code share} start, so that they fall the same each time
 * @param parameters what else the kind was told, see {@link FaultKind#parameters()}
 */
public record Fault(
        FaultKind kind,
        String endpoint,
        OptionalLong account,
        int times,
        double share,
        long seed,
        Map<String, String> parameters) {

    /** Strikes until it is removed. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** @throws IllegalArgumentException telling what is wrong and what is expected */
    public Fault {
        require(
                endpoint.matches("[\\w/.*,-]{1,200}"),
                "endpoint",
                endpoint,
                "such as poll2, send_*, /channel/poll2 or *");
        require(times > 0, "times", times, "1 or more");
        require(share >= 0 && share <= 1, "share", share, "0 to 1");
        for (Map.Entry<String, String> given : parameters.entrySet()) {
            String known = kind.parameters().stream().map(FaultParameter::name).collect(Collectors.joining(", "));
            kind.parameter(given.getKey())
                    .orElseThrow(() -> new IllegalArgumentException(given.getKey() + ": " + kind.word()
                            + " does not know it (expected: " + (known.isEmpty() ? "no parameters" : known) + ")"))
                    .check(given.getValue());
        }
        parameters = Map.copyOf(parameters);
    }

    /** A fault at the usual place of its kind, for every account, every time, until it is removed. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, kind.endpoint(), OptionalLong.empty(), UNLIMITED, 1, 0, Map.of());
    }

    /** The same at another place. */
    public Fault on(String endpoints) {
        return new Fault(kind, endpoints, account, times, share, seed, parameters);
    }

    /** The same for one account only. Requests that tell no account are spared. */
    public Fault forAccount(long qq) {
        return new Fault(kind, endpoint, OptionalLong.of(qq), times, share, seed, parameters);
    }

    /** The same, but over after so many strikes. */
    public Fault times(int count) {
        return new Fault(kind, endpoint, account, count, share, seed, parameters);
    }

    /** The same for a part of the requests. */
    public Fault share(double part) {
        return new Fault(kind, endpoint, account, times, part, seed, parameters);
    }

    /** The same with other dice. */
    public Fault seed(long start) {
        return new Fault(kind, endpoint, account, times, share, start, parameters);
    }

    /** The same with a parameter of its kind. */
    public Fault with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, String.valueOf(value));
        return new Fault(kind, endpoint, account, times, share, seed, more);
    }

    /** A parameter of its kind, as told or as it is when nothing was told. */
    String parameter(String name) {
        String told = parameters.get(name);
        return told != null ? told : kind.parameter(name).orElseThrow().fallback();
    }

    private static void require(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}

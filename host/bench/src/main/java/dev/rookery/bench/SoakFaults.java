package dev.rookery.bench;

import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import dev.rookery.host.sandbox.FaultParameter;
import dev.rookery.host.sandbox.Faults;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Everything that a sandbox can do wrong, at random: each time another kind, at its usual place or at any, with
 * parameters out of their ranges, for one account or all, once or a few times.
 */
final class SoakFaults {

    /**
     * What would make the comparison impossible: messages change their numbers, or the server lies about what it took.
     */
    private static final Set<FaultKind> NOT_HERE = EnumSet.of(
            FaultKind.HUGE_NUMBERS,
            FaultKind.SHOW_TWICE,
            FaultKind.SWALLOW,
            FaultKind.SWALLOW_FAST,
            FaultKind.SWALLOW_REPEATED);

    /** Numbers from a wide range would cost minutes each: what is a time or an amount stays below this. */
    private static final long MOST = 3_000;

    private static final int MOST_TIMES = 4;

    private static final List<Integer> RETCODES = List.of(
            6, 8, 50, 100, 102, 103, 108, 109, 110, 112, 114, 116, 120, 122, 1202, 100000, 100001, 100002, 100003,
            100006, 100012, 100100, 100101, 100110, -1, 999);

    private static final List<Integer> STATUSES = List.of(400, 403, 404, 500, 502, 503, 504);

    private final Random random;
    private final Faults faults;
    private final List<Long> accounts;
    private final List<FaultKind> kinds = Arrays.stream(FaultKind.values())
            .filter(kind -> !NOT_HERE.contains(kind))
            .toList();

    SoakFaults(Faults faults, List<Long> accounts, long seed) {
        this.faults = faults;
        this.accounts = accounts;
        this.random = new Random(seed);
    }

    /** Adds another fault; what waits for too long to strike is taken away first. */
    void next() {
        List<Faults.Listed> waiting = faults.list();
        if (waiting.size() >= accounts.size() * 2) {
            faults.remove(waiting.get(0).id());
        }
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        Fault fault = Fault.of(kind).times(1 + random.nextInt(MOST_TIMES)).seed(random.nextLong());
        for (FaultParameter parameter : kind.parameters()) {
            fault = fault.with(parameter.name(), value(kind, parameter));
        }
        if (looksDone(fault)) {
            fault = fault.with("effect", "done");
        }
        if (random.nextInt(10) > 0) {
            fault = fault.forAccount(accounts.get(random.nextInt(accounts.size())));
        }
        faults.add(fault);
    }

    /**
     * Whether the client gets a whole answer with retcode 0: where that came without the effect, the server would lie
     * about what it took. JSON that is not very deep can be read.
     */
    private static boolean looksDone(Fault fault) {
        return "after".equals(fault.parameters().get("where")) || fault.kind() == FaultKind.DEEP_JSON;
    }

    private Object value(FaultKind kind, FaultParameter parameter) {
        if (!parameter.choices().isEmpty()) {
            return parameter.choices().get(random.nextInt(parameter.choices().size()));
        }
        if (kind == FaultKind.RETCODE) {
            return RETCODES.get(random.nextInt(RETCODES.size()));
        }
        if (kind == FaultKind.STATUS) {
            return STATUSES.get(random.nextInt(STATUSES.size()));
        }
        if (!parameter.isNumber() || random.nextBoolean()) {
            return parameter.fallback();
        }
        long most = Math.min(parameter.max(), MOST);
        long least = Math.max(parameter.min(), -MOST);
        return least + (long) (random.nextDouble() * (most - least + 1));
    }
}

package dev.rookery.host.sandbox;

/** The call of the control API about the trace: {@code trace}. */
final class TraceCalls {

    private TraceCalls() {}

    static void addTo(ControlApi api, Trace trace) {
        api.get("trace", (exchange, account, none) -> {
            boolean all = exchange.query().text("account").isEmpty();
            ControlApi.answer(
                    exchange, trace.since(ControlApi.number(exchange, "since"), entry -> all || entry.isOf(account)));
        });
    }
}

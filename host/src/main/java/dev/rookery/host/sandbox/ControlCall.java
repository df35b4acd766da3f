package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;

/** One call of the control API, for the account that the request names, with the JSON object of its body. */
interface ControlCall {

    /** A request that is refused with a status and a reason for people. */
    final class Refusal extends RuntimeException {
        private final int status;

        Refusal(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Answers the exchange, now or later.
     *
     * @throws Refusal when it does not
     * @throws IllegalArgumentException likewise, which is answered with status 400
     */
    void answer(Exchange exchange, Account account, JsonNode body);
}

package dev.rookery.host.httpstream;

/** Reads a response and says what comes next in the chain. Called on the event loop: it must not block. */
@FunctionalInterface
public interface Readback {

    /**
     * Reads one response.
     *
     * @param response any status: redirects and errors of the server come here as well
     * @return what comes next
     * @throws Exception goes to the chain's errorback, once, as a failure in phase
     *     {@link HttpStreamException.Phase#READBACK} with this cause; so does a null return
     */
    Next read(HttpResponse response) throws Exception;
}

package dev.rookery.host.httpstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes events down as {@code name: event}, and refuses those that do not nest as they should. */
final class RecordingListener implements HttpStreamListener {

    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> broken = new CopyOnWriteArrayList<>();

    /** Of each chain under way: the last event but for delays. */
    private final Map<Chain, String> last = new HashMap<>();

    private void tell(Chain chain, String event, String detail, String... allowedBefore) {
        String before = last.getOrDefault(chain, "nothing");
        if (!List.of(allowedBefore).contains(before)) {
            broken.add(event + " after " + before);
        }
        last.put(chain, event);
        told.add(event + detail);
    }

    @Override
    public void chainStarted(Chain chain) {
        tell(chain, "chainStarted", " " + chain.name(), "nothing");
    }

    @Override
    public void exchangeStarted(Chain chain, HttpRequest request, int attempt) {
        tell(chain, "exchangeStarted", " " + attempt, "chainStarted", "exchangeEnded", "exchangeFailed");
    }

    @Override
    public void connectionAcquired(Chain chain, boolean reused, Duration took) {
        tell(chain, "connectionAcquired", reused ? " reused" : "", "exchangeStarted", "redirected", "requestStarted");
    }

    @Override
    public void connected(Chain chain, Duration took) {
        tell(chain, "connected", "", "connectionAcquired");
    }

    @Override
    public void secured(Chain chain, Duration took) {
        tell(chain, "secured", "", "connected");
    }

    @Override
    public void requestStarted(Chain chain, HttpRequest request) {
        tell(chain, "requestStarted", " " + request.method(), "connected", "secured", "connectionAcquired");
    }

    @Override
    public void responseStarted(Chain chain, HttpRequest request, int status, Duration took) {
        tell(chain, "responseStarted", " " + status, "requestStarted");
    }

    @Override
    public void redirected(Chain chain, HttpRequest from, HttpRequest to) {
        tell(chain, "redirected", " " + to.uri().getPath(), "responseStarted");
    }

    @Override
    public void exchangeEnded(Chain chain, HttpRequest request, HttpResponse response, Duration took) {
        tell(chain, "exchangeEnded", " " + response.status(), "responseStarted");
    }

    @Override
    public void exchangeFailed(Chain chain, HttpRequest request, HttpStreamException failure) {
        tell(
                chain,
                "exchangeFailed",
                " " + failure.phase(),
                "exchangeStarted",
                "connectionAcquired",
                "connected",
                "secured",
                "requestStarted",
                "responseStarted",
                "redirected");
    }

    @Override
    public void delayed(Chain chain, Duration delay) {
        told.add("delayed");
    }

    @Override
    public void chainEnded(Chain chain) {
        tell(chain, "chainEnded", "", "chainStarted", "exchangeEnded", "exchangeFailed");
    }
}

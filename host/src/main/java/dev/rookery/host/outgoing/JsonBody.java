package dev.rookery.host.outgoing;

import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpFailure.Kind;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.json.JsonType;
import dev.rookery.host.json.MisfitException;

/** Bodies that are JSON of a plugin's values. Any thread. */
public final class JsonBody {

    private JsonBody() {}

    /**
     * A request whose body is text, if it was a value.
     *
     * @throws IllegalArgumentException if the value has no JSON, or too much of it
     */
    public static HttpRequest written(HttpRequest request) {
        return request.json()
                .map(value -> request.json(JsonType.writeAny(value)))
                .orElse(request);
    }

    /**
     * Reads the body of a response.
     *
     * @throws HttpFailure that tells host, status and place, if it does not fit
     */
    public static <T> T read(HttpResponse response, JsonType<T> type) throws HttpFailure {
        try {
            return type.read(response.text());
        } catch (MisfitException e) {
            throw new HttpFailure(
                    Kind.BODY,
                    response.uri().getHost() + " answered " + response.status() + ": " + e.getMessage()
                            + (response.isCut() ? " (the body was cut)" : ""));
        }
    }
}

package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares JSON by its keys and kinds of values alone: strict clients fail at a key too many as at one too few. */
final class Shape {

    private Shape() {}

    /** The same keys everywhere as in the example; each element of an array is like the first of the example's. */
    static void assertSame(JsonNode actual, String example) throws Exception {
        assertSame("", actual, HistoricalClient.JSON.readTree(example));
    }

    private static void assertSame(String path, JsonNode actual, JsonNode example) {
        assertThat(actual.getNodeType()).as(path).isEqualTo(example.getNodeType());
        if (example.isObject()) {
            assertThat(names(actual)).as(path).containsExactlyInAnyOrderElementsOf(names(example));
            names(example).forEach(name -> assertSame(path + "/" + name, actual.get(name), example.get(name)));
        } else if (example.isArray() && !example.isEmpty()) {
            assertThat(actual).as(path).isNotEmpty();
            if (!example.get(0).isArray()) {
                actual.forEach(element -> assertSame(path + "/0", element, example.get(0)));
            }
        }
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

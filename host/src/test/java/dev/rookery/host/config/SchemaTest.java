package dev.rookery.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    enum Mood {
        VERY_HAPPY,
        SAD
    }

    @Doc("All of it.")
    record All(
            String name,
            @Doc("How often.") @Default("5") int times,
            @Default("false") boolean loud,
            @Default("1.5") double share,
            @Default("90s") Duration pause,
            Optional<Mood> mood,
            Secret password,
            List<String> words,
            Set<Integer> numbers,
            Map<String, Tree> trees,
            Optional<Shape> shape,
            @Rest Map<String, ConfigSection> others) {}

    /** Leads back to itself. */
    record Tree(List<Tree> branches) {}

    @Discriminator("kind")
    sealed interface Shape permits Circle, Polygon {}

    record Circle(int radius) implements Shape {}

    @Discriminator("sides")
    sealed interface Polygon extends Shape permits Triangle {}

    @DiscriminatorValue("three")
    record Triangle(int base) implements Polygon {}

    private final JsonNode schema = read(ConfigDocument.schema(All.class));

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode property(String key) {
        return schema.path("properties").path(key);
    }

    private JsonNode definition(JsonNode reference) {
        return schema.at(reference.path("$ref").asText().substring(1));
    }

    private static JsonNode filledInOr(String type) {
        return read("[{\"type\":\"" + type + "\"},{\"$ref\":\"#/definitions/filledIn\"}]");
    }

    @Test
    void itBeginsWithTheFile() {
        assertThat(schema.path("$schema").asText()).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(schema.path("description").asText()).isEqualTo("All of it.");
        assertThat(schema.path("required")).isEqualTo(read("[\"name\",\"password\"]"));
        assertThat(schema.path("additionalProperties")).isEqualTo(read("{\"type\":[\"object\",\"null\"]}"));
        assertThat(schema.path("properties").has("others")).isFalse();
    }

    @Test
    void singleTextsHaveTheirTypeDefaultAndDescriptionAndMayBeFilledIn() {
        assertThat(property("times").path("anyOf")).isEqualTo(filledInOr("integer"));
        assertThat(property("times").path("default")).isEqualTo(read("5"));
        assertThat(property("times").path("description").asText())
                .isEqualTo("How often.\n\na whole number up to 2147483647");
        assertThat(property("loud").path("anyOf")).isEqualTo(filledInOr("boolean"));
        assertThat(property("loud").path("default")).isEqualTo(read("false"));
        assertThat(property("share").path("anyOf")).isEqualTo(filledInOr("number"));
        assertThat(property("share").path("default")).isEqualTo(read("1.5"));
        assertThat(property("pause").path("default")).isEqualTo(read("\"90s\""));
        assertThat(property("mood").path("anyOf").path(0))
                .isEqualTo(read("{\"type\":\"string\",\"enum\":[\"very-happy\",\"sad\"]}"));
    }

    @Test
    void aTextMayLookLikeANumber() {
        assertThat(property("name").path("type")).isEqualTo(read("[\"string\",\"number\",\"boolean\"]"));
        assertThat(property("password").path("type")).isEqualTo(property("name").path("type"));
    }

    @Test
    void listsAndMappingsTellWhatIsInThem() {
        assertThat(property("words").path("type")).isEqualTo(read("[\"array\",\"null\"]"));
        assertThat(property("words").path("items")).isEqualTo(property("name"));
        assertThat(property("words").path("uniqueItems")).isEqualTo(read("false"));
        assertThat(property("numbers").path("uniqueItems")).isEqualTo(read("true"));
        assertThat(property("trees").path("type")).isEqualTo(read("[\"object\",\"null\"]"));
    }

    @Test
    void aRecordThatLeadsBackToItselfIsDefinedOnce() {
        JsonNode reference = property("trees").path("additionalProperties");
        JsonNode tree = definition(reference);
        assertThat(tree.path("additionalProperties")).isEqualTo(read("false"));
        assertThat(tree.at("/properties/branches/items")).isEqualTo(reference);
    }

    @Test
    void theKeyThatChoosesIsPartOfWhatIsChosen() {
        JsonNode choices = definition(property("shape")).path("oneOf");
        assertThat(choices).hasSize(2);
        assertThat(choices.at("/0/properties/kind")).isEqualTo(read("{\"const\":\"circle\"}"));
        assertThat(choices.at("/0/required")).isEqualTo(read("[\"kind\",\"radius\"]"));
        JsonNode triangle = choices.at("/1/oneOf/0");
        assertThat(triangle.path("required")).isEqualTo(read("[\"kind\",\"sides\",\"base\"]"));
        assertThat(triangle.at("/properties/kind/const")).isEqualTo(read("\"polygon\""));
        assertThat(triangle.at("/properties/sides/const")).isEqualTo(read("\"three\""));
    }
}

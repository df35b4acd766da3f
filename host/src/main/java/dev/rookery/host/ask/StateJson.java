package dev.rookery.host.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import dev.rookery.api.handler.Questions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Function;

/**
 * Records of one plugin as JSON and back. What Jackson remembers of its classes lives and dies with this. Any thread.
 */
final class StateJson {

    private static final int TYPES = 64;

    private final JsonMapper mapper = JsonMapper.builder()
            // The factory that all mappers share would hold on to the plugin's classes.
            .typeFactory(TypeFactory.defaultInstance()
                    .withCache((LookupCache<Object, JavaType>) new LRUMap<Object, JavaType>(TYPES, TYPES)))
            .addModule(times())
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** As ISO 8601 has them. */
    private static SimpleModule times() {
        SimpleModule module = new SimpleModule();
        add(module, Instant.class, Instant::parse);
        add(module, Duration.class, Duration::parse);
        add(module, LocalDate.class, LocalDate::parse);
        add(module, LocalTime.class, LocalTime::parse);
        add(module, LocalDateTime.class, LocalDateTime::parse);
        add(module, ZonedDateTime.class, ZonedDateTime::parse);
        add(module, ZoneId.class, ZoneId::of);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parser) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new FromStringDeserializer<T>(type) {
            private static final long serialVersionUID = 1;

            @Override
            protected T _deserialize(String value, DeserializationContext context) {
                return parser.apply(value);
            }
        });
    }

    /**
     * A record as JSON.
     *
     * @throws IllegalArgumentException if it holds what JSON cannot, or becomes too long
     */
    String write(Record state) {
        String json;
        try {
            json = mapper.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "state of a question: " + state.getClass().getName() + " cannot be kept: " + e.getOriginalMessage(),
                    e);
        }
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        if (length > Questions.MAX_STATE) {
            throw new IllegalArgumentException("state of a question: " + length + " bytes of JSON (expected: at most "
                    + Questions.MAX_STATE + ")");
        }
        return json;
    }

    /**
     * The record again.
     *
     * @throws IllegalArgumentException if the type is another than it was, in such a way that it does not fit
     */
    <S extends Record> S read(String json, Class<S> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "what was kept does not fit " + type.getName() + ": " + e.getOriginalMessage(), e);
        }
    }
}

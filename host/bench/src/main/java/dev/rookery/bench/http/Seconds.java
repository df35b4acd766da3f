package dev.rookery.bench.http;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time as people write it: {@code 1.5s}, {@code 2s}. */
final class Seconds implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        if (!value.matches("\\d{1,4}(\\.\\d{1,3})?s")) {
            throw new TypeConversionException(value + " (expected: seconds, such as 1.5s)");
        }
        return Duration.ofMillis(new BigDecimal(value.substring(0, value.length() - 1))
                .movePointRight(3)
                .intValueExact());
    }
}

package dev.rookery.api.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this API, which a plugin's {@code Plugin-Requires} is compared with. */
public final class ApiVersion {

    private static final String RESOURCE = "/dev/rookery/api/version.properties";

    private ApiVersion() {}

    /**
     * The version without a qualifier, so that a snapshot of 0.2.0 satisfies a plugin that requires 0.2.0.
     *
     * @return three numbers, for example {@code 0.1.0}
     */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = ApiVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the api jar is incomplete: " + RESOURCE + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version", "");
        int qualifier = version.indexOf('-');
        return qualifier < 0 ? version : version.substring(0, qualifier);
    }
}

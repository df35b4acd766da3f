package dev.rookery.bench.http.client;

import java.nio.file.Path;
import java.security.CodeSource;

/** Libraries by the name of their jar, which tells the version where manifests do not agree how to. */
final class Jars {

    private static final String SUFFIX = ".jar";

    private Jars() {}

    static String nameOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "JDK " + Runtime.version();
        }
        String file = Path.of(source.getLocation().getPath()).getFileName().toString();
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    }
}

package dev.rookery.bench.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A plugin that repeats what it hears with the help of a library in its jar, and tells of its class loaders. */
final class Reloaded {

    private static final String LIBRARY = """
            package library;
            public final class Words {
                public static String again(String words) {
                    return "again " + words;
                }
            }
            """;

    private static final String PLUGIN = """
            package reloaded;
            import dev.rookery.api.handler.Outcome;
            import dev.rookery.api.plugin.*;
            public final class Main implements BotPlugin {
                @Override
                @SuppressWarnings("unchecked")
                public void onEnable(PluginContext context) throws Exception {
                    ClassLoader loader = getClass().getClassLoader();
                    ((java.util.List<Object>) System.getProperties().get("bench.loaders"))
                            .add(new java.lang.ref.WeakReference<>(loader));
                    var again = Class.forName("library.Words").getMethod("again", String.class);
                    context.onMessage(message -> {
                        message.reply((String) again.invoke(null, message.text()));
                        return Outcome.CONSUMED;
                    });
                }
            }
            """;

    private Reloaded() {}

    static void write(Path jar) throws IOException {
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(library)) {
            for (Map.Entry<String, byte[]> entry :
                    Jars.compile("library.Words", LIBRARY).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        Map<String, byte[]> entries = new LinkedHashMap<>(Jars.compile("reloaded.Main", PLUGIN));
        entries.put("lib/words.jar", library.toByteArray());
        Jars.write(jar, "reloaded", "1.0.0", "reloaded.Main", entries);
    }
}

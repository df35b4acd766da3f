package dev.rookery.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The product as a person has it after unpacking the zip. */
record Product(Path home) {

    /** Unpacks the zip that the build has made. */
    static Product unpack(Path folder) throws IOException {
        Path zip = Path.of(System.getProperty("rookery.zip"));
        Path home = null;
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                home = home == null ? folder.resolve(Path.of(entry.getName()).getName(0)) : home;
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
        }
        // The class behind java.util.zip does not keep the mode that unzip restores.
        if (home == null || !home.resolve("bin/rookery").toFile().setExecutable(true)) {
            throw new IOException(zip + " holds no bin/rookery");
        }
        return new Product(home);
    }

    /** How many plugins come with it. */
    long plugins() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("plugins"))) {
            return jars.filter(file -> file.toString().endsWith(".jar")).count();
        }
    }

    /** Starts {@code bin/rookery} in a folder. */
    Running start(Path folder, String... arguments) throws IOException {
        return Running.start(home.resolve("bin/rookery"), folder, arguments);
    }
}

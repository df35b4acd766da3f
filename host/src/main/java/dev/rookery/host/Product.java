package dev.rookery.host;

import java.nio.file.Path;

/** The folder that the product was unpacked to. */
final class Product {

    private Product() {}

    /** The plugins that came with it. The start script tells where; without it, the current folder's. */
    static Path plugins() {
        return Path.of(System.getProperty("rookery.home", "."))
                .resolve("plugins")
                .toAbsolutePath()
                .normalize();
    }
}

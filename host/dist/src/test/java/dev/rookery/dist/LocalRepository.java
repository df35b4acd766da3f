package dev.rookery.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository for Maven that has what this build has made beside what it has used: a folder of its own for
 * {@code dev.rookery}, links to that of the person who builds for everybody else's. So nothing of ours gets into that
 * person's repository, and a build with this one needs no network that the build around it did not need.
 */
record LocalRepository(Path folder) {

    private static final String VERSION = System.getProperty("rookery.version");
    private static final Path CHECKOUT = Path.of(System.getProperty("rookery.checkout"));

    /**
     * What a plugin's build asks for, and where it is in the tree; POMs that are published in another form are marked.
     */
    private static final List<Artifact> ARTIFACTS = List.of(
            new Artifact("rookery-parent", "", false, false),
            new Artifact("rookery-api", "api", false, true),
            new Artifact("rookery-host", "host", false, true),
            new Artifact("rookery-testkit", "plugins/testkit", false, true),
            new Artifact("rookery-bom", "plugins/bom", true, false),
            new Artifact("rookery-plugin-parent", "plugins/parent", true, false),
            new Artifact("rookery-plugin-archetype", "plugins/archetype", false, true));

    private record Artifact(String name, String module, boolean published, boolean jar) {}

    /** Makes it anew. */
    static LocalRepository create() throws IOException {
        Path folder = Path.of(System.getProperty("rookery.repository"));
        deleteWithoutFollowingLinks(folder);
        Files.createDirectories(folder);
        Path everybody = Path.of(System.getProperty("maven.repository"));
        linkAllBut("dev", everybody, folder);
        linkAllBut("rookery", everybody.resolve("dev"), Files.createDirectories(folder.resolve("dev")));
        for (Artifact artifact : ARTIFACTS) {
            Path module = CHECKOUT.resolve(artifact.module());
            Path home = Files.createDirectories(folder.resolve("dev/rookery/" + artifact.name() + "/" + VERSION));
            String file = artifact.name() + "-" + VERSION;
            Path pom = module.resolve(artifact.published() ? "target/published-pom.xml" : "pom.xml");
            Files.copy(pom, home.resolve(file + ".pom"));
            if (artifact.jar()) {
                Files.copy(module.resolve("target/" + file + ".jar"), home.resolve(file + ".jar"));
            }
        }
        return new LocalRepository(folder);
    }

    private static void linkAllBut(String name, Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String its = entry.getFileName().toString();
                if (!its.equals(name)) {
                    Files.createSymbolicLink(to.resolve(its), entry.toAbsolutePath());
                }
            }
        }
    }

    private static void deleteWithoutFollowingLinks(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.rookery.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Maven on the command line, the same that runs this build, with a repository of the test's own. */
record Maven(LocalRepository repository) {

    /** Also on a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Path PROGRAM = Path.of(System.getProperty("maven.home"), "bin", "mvn");

    /** Runs it in a folder and answers what it printed; fails when it does. */
    String run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (Running maven = start(folder, arguments)) {
            if (maven.exitCode(PATIENCE) != 0) {
                throw new AssertionError("mvn " + String.join(" ", arguments) + " failed:\n" + maven.out());
            }
            return maven.out();
        }
    }

    /** As {@link #run}, and fails when it does not fail. */
    String fail(Path folder, String... arguments) throws IOException, InterruptedException {
        try (Running maven = start(folder, arguments)) {
            if (maven.exitCode(PATIENCE) == 0) {
                throw new AssertionError("mvn " + String.join(" ", arguments) + " did not fail:\n" + maven.out());
            }
            return maven.out();
        }
    }

    /** Whether what is in that folder of a repository is there, or may be fetched. */
    boolean has(String folder) {
        return !isOffline() || Files.isDirectory(repository.folder().resolve(folder));
    }

    private static boolean isOffline() {
        return System.getProperty("maven.mode").equals("offline=true");
    }

    private Running start(Path folder, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-B", "-ntp", "-Dmaven.repo.local=" + repository.folder()));
        if (isOffline()) {
            all.add("-o");
        }
        all.addAll(List.of(arguments));
        return Running.start(PROGRAM, folder, all.toArray(String[]::new));
    }
}

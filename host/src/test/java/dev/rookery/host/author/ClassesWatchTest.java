package dev.rookery.host.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesWatchTest {

    @TempDir
    Path folder;

    private Path classes;
    private ClassesWatch watch;

    @BeforeEach
    void watch() {
        classes = folder.resolve("target/classes");
        watch = new ClassesWatch(classes);
    }

    private void compile(String name, String text) throws IOException {
        Files.createDirectories(classes.resolve("example"));
        Files.writeString(classes.resolve("example").resolve(name), text);
    }

    /** How many of so many looks said yes. */
    private int changes(int looks) throws IOException {
        int changes = 0;
        for (int i = 0; i < looks; i++) {
            changes += watch.look() ? 1 : 0;
        }
        return changes;
    }

    @Test
    void whatIsThereIsToldOnceItStaysTheSame() throws IOException {
        compile("A.class", "a");
        assertThat(changes(ClassesWatch.QUIET_LOOKS - 1)).isZero();
        assertThat(watch.look()).isTrue();
        assertThat(changes(10)).isZero();
    }

    @Test
    void aCompilerAtWorkIsLeftAlone() throws IOException {
        for (int i = 0; i < 10; i++) {
            compile("A" + i + ".class", "a");
            assertThat(changes(ClassesWatch.QUIET_LOOKS - 1)).isZero();
        }
        assertThat(changes(2)).isEqualTo(1);
    }

    @Test
    void aChangedFileANewOneAndADeletedOneAreChanges() throws IOException {
        compile("A.class", "a");
        assertThat(changes(5)).isEqualTo(1);
        compile("A.class", "longer");
        assertThat(changes(5)).isEqualTo(1);
        compile("B.class", "b");
        assertThat(changes(5)).isEqualTo(1);
        Files.delete(classes.resolve("example/B.class"));
        assertThat(changes(ClassesWatch.PATIENT_LOOKS)).isEqualTo(1);
    }

    @Test
    void whatIsDeletedToBeMadeAnewIsWaitedFor() throws IOException {
        compile("A.class", "a");
        compile("B.class", "b");
        assertThat(changes(5)).isEqualTo(1);
        Files.delete(classes.resolve("example/A.class"));
        assertThat(changes(ClassesWatch.PATIENT_LOOKS - 1)).isZero();
        compile("A.class", "another");
        assertThat(changes(ClassesWatch.QUIET_LOOKS)).isEqualTo(1);
    }

    @Test
    void aClassThatWasOnlyOpenedSoFarIsWaitedFor() throws IOException {
        compile("A.class", "a");
        compile("B.class", "");
        assertThat(changes(2 * ClassesWatch.PATIENT_LOOKS)).isZero();
        compile("B.class", "b");
        assertThat(changes(ClassesWatch.QUIET_LOOKS)).isEqualTo(1);
    }

    @Test
    void nothingIsToldOfAFolderThatIsNotThereOrEmpty() throws IOException {
        assertThat(changes(5)).isZero();
        assertThat(watch.isEmpty()).isTrue();
        Files.createDirectories(classes.resolve("example"));
        assertThat(changes(5)).isZero();
        compile("A.class", "a");
        assertThat(changes(5)).isEqualTo(1);
    }

    @Test
    void whatIsTouchedWhileItIsReadIsNoticed() throws IOException {
        compile("A.class", "a");
        assertThat(changes(5)).isEqualTo(1);
        assertThat(watch.isUntouched()).isTrue();
        compile("A.class", "longer");
        assertThat(watch.isUntouched()).isFalse();
    }
}

package dev.rookery.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {

    @Test
    void itSaysWhatTheJdkLeavesToTheNameOfAClass() {
        assertThat(FileTrouble.of(new AccessDeniedException("/data")))
                .isEqualTo("/data: permission denied to " + System.getProperty("user.name"));
        assertThat(FileTrouble.of(new NoSuchFileException("/data"))).isEqualTo("/data: no such file or folder");
        assertThat(FileTrouble.of(new NotDirectoryException("/data"))).isEqualTo("/data: no folder");
        assertThat(FileTrouble.of(new FileSystemException("/a", "/b", "No space left on device")))
                .isEqualTo("/b: No space left on device");
        assertThat(FileTrouble.of(new IOException("zip END header not found"))).isEqualTo("zip END header not found");
        assertThat(FileTrouble.of(new IOException())).isEqualTo("java.io.IOException");
    }
}

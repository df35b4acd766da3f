package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFileTest {

    private static final byte[] SIX = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path directory;

    @Test
    void fileIsReadUpToItsBound() throws Exception {
        AccountFile file = new AccountFile(directory, "pual", "session", "json");
        file.write(SIX);
        assertThat(file.read(6).get(10, TimeUnit.SECONDS))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(SIX));
        assertThat(file.read(5).get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsNothing() throws Exception {
        AccountFile file = new AccountFile(directory.resolve("none"), "pual", "session", "json");
        assertThat(file.read(6).get(10, TimeUnit.SECONDS)).isEmpty();
        file.remove().get(10, TimeUnit.SECONDS);
    }

    @Test
    void otherExtensionTakesThePlaceOfTheOneBefore() throws Exception {
        AccountFile file = new AccountFile(directory, "pu/al", "captcha", "png");
        file.write(SIX, "jpg");
        file.write(SIX, "gif");
        file.done().get(10, TimeUnit.SECONDS);
        assertThat(directory.toFile().list()).containsExactly("pu_al-captcha.gif");
        file.remove().get(10, TimeUnit.SECONDS);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftOfAWriteThatFails() throws Exception {
        AccountFile file = new AccountFile(directory, "pual", "session", "json");
        Files.createDirectories(file.path().resolve("in the way"));
        file.write(SIX);
        file.done().get(10, TimeUnit.SECONDS);
        assertThat(directory.toFile().list()).containsExactly("pual-session.json");
    }

    @Test
    void filesOfManyAccountsKeepFewThreadsBusy() throws Exception {
        Set<Thread> busy = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AccountFile file = new AccountFile(directory, "account" + i, "session", "json");
            file.write(SIX);
            written.add(file.done().thenRun(() -> busy.add(Thread.currentThread())));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        busy.remove(Thread.currentThread()); // Of those that were written before anybody asked.
        assertThat(busy).hasSizeLessThanOrEqualTo(2);
    }
}

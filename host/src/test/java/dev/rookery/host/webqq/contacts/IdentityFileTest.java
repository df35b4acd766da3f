package dev.rookery.host.webqq.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {

    /** What it takes is more than {@link dev.rookery.host.webqq.wire.JsonAnswer#MAX_TOKENS}. */
    private static final int PEOPLE = 28_000;

    @TempDir
    Path directory;

    @Test
    void fileMayHaveMorePartsThanWhatAServerSends() throws Exception {
        IdentityFile file = new IdentityFile(directory, "pual");
        Map<String, MemberName> cards = new LinkedHashMap<>();
        for (int room = 0; room < KnownPerson.MAX_CARDS; room++) {
            cards.put("x" + room, new MemberName("card", "nick"));
        }
        List<KnownPerson> people = IntStream.range(0, PEOPLE)
                .mapToObj(id -> new KnownPerson("x" + id, 0, null, cards, 1))
                .toList();
        file.write(new IdentityFile.Content(people, List.of(), List.of()));
        file.written().get(60, TimeUnit.SECONDS);
        assertThat(new IdentityFile(directory, "pual").read().people()).hasSize(PEOPLE);
    }
}

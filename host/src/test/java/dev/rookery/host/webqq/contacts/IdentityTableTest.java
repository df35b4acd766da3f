package dev.rookery.host.webqq.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Certainty;
import dev.rookery.host.webqq.wire.Uin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdentityTableTest {

    private long today = 100;
    private final AtomicInteger invented = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final IdentityTable<Uin, KnownPerson> table = new IdentityTable<>(
            "pual",
            "person",
            3,
            KnownPerson::new,
            () -> "x" + invented.incrementAndGet(),
            () -> today,
            changes::incrementAndGet);

    @Test
    void longestUnseenIsForgottenBeyondTheLimit() {
        for (int uin = 1; uin <= 3; uin++) {
            bind(uin);
        }
        bind(1);
        bind(4);
        assertThat(bind(1).id()).isEqualTo("x1");
        assertThat(table.handle("x2")).isEmpty();
        assertThat(bind(2).id()).isEqualTo("x5");
    }

    @Test
    void whatCannotBeRecognisedIsNotRemembered() {
        bind(1);
        table.learnNumber(new Uin(2), 700);
        bind(2);
        assertThat(table.remembered()).extracting(KnownPerson::id).containsExactly("700");
    }

    @Test
    void aDayIsWrittenOnce() {
        bind(1);
        int before = changes.get();
        bind(1);
        assertThat(changes).hasValue(before);
        today++;
        bind(1);
        bind(1);
        assertThat(changes).hasValue(before + 1);
    }

    @Test
    void twoHandlesWithOneNumberAreNotTheSame() {
        table.learnNumber(new Uin(1), 700);
        table.learnNumber(new Uin(2), 700);
        assertThat(bind(1)).isEqualTo(new IdentityTable.Bound("700", Certainty.CERTAIN));
        assertThat(bind(2)).isEqualTo(new IdentityTable.Bound("x1", Certainty.THIS_LOGIN));
    }

    @Test
    void somebodyRecognisedIsFreeForNobodyElse() {
        table.learnNumber(new Uin(1), 700);
        bind(1);
        table.begin();
        assertThat(table.bind(new Uin(2), () -> Optional.of("700")).certainty()).isEqualTo(Certainty.MATCHED);
        assertThat(table.bind(new Uin(3), () -> Optional.of("700")).id()).isEqualTo("x1");
        table.learnNumber(new Uin(3), 700);
        assertThat(bind(3).id()).isEqualTo("x1");
        assertThat(table.handle("700")).contains(new Uin(2));
    }

    @Test
    void inventedIdThatIsTakenIsNotGivenTwice() {
        table.remember(List.of(new KnownPerson("x1", 5, 1)));
        assertThat(bind(1).id()).isEqualTo("x2");
    }

    private IdentityTable.Bound bind(long uin) {
        return table.bind(new Uin(uin), Optional::empty);
    }
}

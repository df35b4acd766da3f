package dev.rookery.host.webqq.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.api.chat.Certainty;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is who over logins and restarts, while every handle goes round. */
class IdentitiesTest {

    @TempDir
    Path directory;

    private final World world = new World();

    @Test
    void accountItselfIsCertain() {
        World.Login login = world.login(open());
        Person self = login.whoIs.self(ChatHandle.group(1));
        assertThat(self.id()).isEqualTo(new PersonId("pual", "1002003004"));
        assertThat(self.certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void friendIsRecognisedByRemarkNickAndCategory() {
        world.friend("ming", "Ming", "明哥").friend("bea", "Bea", "");
        Identities identities = open();
        Person before = world.login(identities).friend("ming");
        assertThat(before.certainty()).isEqualTo(Certainty.THIS_LOGIN);
        Person after = world.login(identities).friend("ming");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.name()).isEqualTo("明哥");
        assertThat(after.certainty()).isEqualTo(Certainty.MATCHED);
    }

    @Test
    void handleOfSomebodyElseIsNobodysProof() {
        world.friend("ming", "Ming", "").friend("bea", "Bea", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        PersonId ming = first.friend("ming").id();
        PersonId bea = first.friend("bea").id();
        World.Login second = world.login(identities);
        assertThat(second.uin("bea")).isEqualTo(first.uin("ming"));
        assertThat(second.friend("bea").id()).isEqualTo(bea);
        assertThat(second.friend("ming").id()).isEqualTo(ming);
    }

    @Test
    void numberThatIsToldFirstIsTheIdAndCertain() {
        world.friend("ming", "Ming", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.number("ming", 700000001L);
        assertThat(first.friend("ming").id().value()).isEqualTo("700000001");
        assertThat(first.friend("ming").certainty()).isEqualTo(Certainty.CERTAIN);
        world.friend("ming", "Another name", "");
        World.Login second = world.login(identities);
        second.number("ming", 700000001L);
        assertThat(second.friend("ming").id().value()).isEqualTo("700000001");
    }

    @Test
    void friendsWhoLookTheSameAreNeverGuessed() {
        world.friend("one", "Ming", "");
        Identities identities = open();
        PersonId one = world.login(identities).friend("one").id();
        world.friend("other", "Ming", "");
        World.Login both = world.login(identities);
        assertThat(both.friend("one").id()).isNotEqualTo(one);
        assertThat(both.friend("other").id()).isNotEqualTo(one);
        assertThat(both.friend("one").certainty()).isEqualTo(Certainty.THIS_LOGIN);
        assertThat(both.friend("one").id()).isNotEqualTo(both.friend("other").id());
        world.leaves("other");
        assertThat(world.login(identities).friend("one").id()).isEqualTo(one);
    }

    @Test
    void idIsKeptWhenItsNumberIsToldLaterAndKnownByItFromThenOn() {
        world.friend("ming", "Ming", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        Person before = first.friend("ming");
        first.number("ming", 700000001L);
        assertThat(first.friend("ming").id()).isEqualTo(before.id());
        assertThat(first.friend("ming").certainty()).isEqualTo(Certainty.CERTAIN);
        world.friend("ming", "Another name", "");
        World.Login second = world.login(identities);
        second.number("ming", 700000001L);
        assertThat(second.friend("ming").id()).isEqualTo(before.id());
        assertThat(identities.qqNumber(before.id())).hasValue(700000001L);
    }

    @Test
    void numberConfirmsAMatch() {
        world.friend("ming", "Ming", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        PersonId ming = first.friend("ming").id();
        first.number("ming", 700000001L);
        World.Login second = world.login(identities);
        assertThat(second.friend("ming").certainty()).isEqualTo(Certainty.MATCHED);
        second.number("ming", 700000001L);
        assertThat(second.friend("ming")).isEqualTo(new Person(ming, "Ming", Certainty.CERTAIN));
    }

    @Test
    void numberThatProvesAMatchWrongMakesTwoOfThemAndSaysSoOnce() {
        ListAppender<ILoggingEvent> log = listen();
        world.friend("ming", "Ming", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.number("ming", 700000001L);
        PersonId ming = first.friend("ming").id();
        world.leaves("ming");
        world.friend("impostor", "Ming", "");
        World.Login second = world.login(identities);
        assertThat(second.friend("impostor").id()).isEqualTo(ming);
        second.number("impostor", 700000009L);
        assertThat(second.friend("impostor"))
                .isEqualTo(new Person(new PersonId("pual", "700000009"), "Ming", Certainty.CERTAIN));
        assertThatThrownBy(() -> identities.uin(ming)).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("700000001").contains("number");
    }

    @Test
    void idToldBeforeTheNumberShowedAnOlderOneIsKeptForTheLogin() {
        world.friend("ming", "Ming", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.number("ming", 700000001L);
        PersonId older = first.friend("ming").id();
        world.friend("ming", "Renamed", "");
        World.Login second = world.login(identities);
        PersonId told = second.friend("ming").id();
        assertThat(told).isNotEqualTo(older);
        second.number("ming", 700000001L);
        assertThat(second.friend("ming").id()).isEqualTo(told);
        assertThat(identities.uin(older)).isEqualTo(identities.uin(told)).isEqualTo(second.uin("ming"));
        assertThat(world.login(identities).friend("ming").id()).isEqualTo(older);
    }

    @Test
    void memberIsRecognisedByCardAndNickInAGroupThatIs() {
        world.stranger("zhang", "张").stranger("other", "张").group("team", "测试群");
        world.in("team", "zhang", "群名片").in("team", "other", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.members("team");
        PersonId zhang = first.member("team", "zhang").id();
        World.Login second = world.login(identities);
        second.members("team");
        assertThat(second.member("team", "zhang").id()).isEqualTo(zhang);
        assertThat(second.member("team", "zhang").certainty()).isEqualTo(Certainty.MATCHED);
        assertThat(second.member("team", "other").id()).isNotEqualTo(zhang);
    }

    @Test
    void membersWhoLookTheSameAreNeverGuessed() {
        world.stranger("one", "张").stranger("other", "张").group("team", "测试群");
        world.in("team", "one", "").in("team", "other", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.members("team");
        PersonId one = first.member("team", "one").id();
        World.Login second = world.login(identities);
        second.members("team");
        assertThat(second.member("team", "one").id()).isNotEqualTo(one);
        assertThat(second.member("team", "other").id()).isNotEqualTo(one);
        assertThat(second.member("team", "one").certainty()).isEqualTo(Certainty.THIS_LOGIN);
    }

    @Test
    void groupIsRecognisedByItsNameOrItsNumber() {
        world.group("team", "测试群").group("club", "Club");
        Identities identities = open();
        World.Login first = world.login(identities);
        ChatId team = first.chat("team").id();
        identities.learnNumber(first.group("club"), 900000001L);
        ChatId club = first.chat("club").id();
        assertThat(club.value()).isEqualTo("900000001");
        world.rename("club", "Renamed");
        World.Login second = world.login(identities);
        assertThat(second.chat("team").id()).isEqualTo(team);
        assertThat(second.chat("team").certainty()).isEqualTo(Certainty.MATCHED);
        identities.learnNumber(second.group("club"), 900000001L);
        assertThat(second.chat("club")).isEqualTo(new Chat(club, "Renamed", Certainty.CERTAIN));
    }

    @Test
    void groupsOfOneNameAreToldApartByTheirMembers() {
        twoGroupsOfOneName();
        Identities identities = open();
        World.Login first = world.login(identities);
        first.members("one");
        first.members("other");
        ChatId one = first.chat("one").id();
        ChatId other = first.chat("other").id();
        World.Login second = world.login(identities);
        assertThat(second.whoIs.wanted(second.group("one"), List.of()))
                .filteredOn(Lookup.GroupMembers.class::isInstance)
                .hasSize(2);
        second.members("one");
        second.members("other");
        assertThat(second.chat("one").id()).isEqualTo(one);
        assertThat(second.chat("other").id()).isEqualTo(other);
        assertThat(second.chat("one").certainty()).isEqualTo(Certainty.MATCHED);
    }

    @Test
    void groupsOfOneNameAreNeverGuessed() {
        twoGroupsOfOneName();
        Identities identities = open();
        World.Login first = world.login(identities);
        ChatId one = first.chat("one").id();
        World.Login second = world.login(identities);
        second.members("one");
        assertThat(second.chat("one").id()).isNotEqualTo(one);
        assertThat(second.chat("one").certainty()).isEqualTo(Certainty.THIS_LOGIN);
    }

    @Test
    void groupIsNotChosenWhileItsNamesakeIsUnknown() {
        twoGroupsOfOneName();
        Identities identities = open();
        World.Login first = world.login(identities);
        first.members("one");
        ChatId one = first.chat("one").id();
        World.Login second = world.login(identities);
        second.members("one");
        assertThat(second.chat("one").id()).isNotEqualTo(one);
        World.Login third = world.login(identities);
        third.members("one");
        third.members("other");
        assertThat(third.chat("other").certainty()).isEqualTo(Certainty.THIS_LOGIN);
    }

    @Test
    void twoWhoWereKnownByTheirNumbersAndLookTheSameAreNotGuessed() {
        world.friend("one", "Ming", "").friend("other", "Ming2", "");
        Identities identities = open();
        World.Login first = world.login(identities);
        first.number("one", 700000001L);
        first.number("other", 700000002L);
        first.friend("one");
        first.friend("other");
        world.leaves("one");
        world.friend("other", "Ming", "");
        World.Login second = world.login(identities);
        second.number("other", 700000002L);
        second.friend("other");
        assertThat(world.login(identities).friend("other").certainty()).isEqualTo(Certainty.THIS_LOGIN);
    }

    @Test
    void groupOfTheSameNameWithOtherMembersIsAnother() {
        ListAppender<ILoggingEvent> log = listen();
        twoGroupsOfOneName();
        World.Login first;
        Identities identities = open();
        world.leaves("other");
        first = world.login(identities);
        first.members("one");
        ChatId one = first.chat("one").id();
        world.leaves("one");
        world.group("new", "测试群");
        for (int i = 10; i < 15; i++) {
            world.in("new", "p" + i, "");
        }
        World.Login second = world.login(identities);
        assertThat(second.chat("new").id()).isEqualTo(one);
        second.members("new");
        assertThat(second.chat("new").id()).isNotEqualTo(one);
        assertThat(log.list).hasSize(1);
    }

    @Test
    void idsOfAnEarlierLoginReachWhoeverIsRecognisedBeforeTheySpeak() {
        world.friend("ming", "Ming", "").group("team", "测试群").discussion("talk", "讨论甲");
        Identities identities = open();
        World.Login first = world.login(identities);
        ChatId ming =
                new ChatId("pual", ChatKind.FRIEND, first.friend("ming").id().value());
        ChatId team = first.chat("team").id();
        ChatId talk = first.chat("talk").id();
        World.Login second = world.login(identities);
        assertThat(identities.number(ming)).isEqualTo(second.uin("ming").value());
        assertThat(identities.handle(team)).isEqualTo(second.group("team"));
        assertThat(identities.handle(talk)).isEqualTo(second.discussion("talk"));
    }

    @Test
    void chatsThatNobodyKnowsAreRefusedWithASentence() {
        Identities identities = open();
        world.login(identities);
        assertThatThrownBy(() -> identities.number(new ChatId("pual", ChatKind.GROUP, "x12")))
                .hasMessageContaining("no such chat in this sign-in: pual/group/x12");
        assertThatThrownBy(() -> identities.number(new ChatId("other", ChatKind.GROUP, "x12")))
                .hasMessage("the chat belongs to account other, not pual");
        assertThatThrownBy(() -> identities.uin(new PersonId("pual", "x12"))).hasMessageContaining("nobody");
    }

    @Test
    void restartRemembers() throws Exception {
        world.friend("ming", "Ming\u0000\"\\", "明哥").group("team", "测试群").stranger("zhang", "张");
        world.in("team", "zhang", "卡").discussion("talk", "讨论甲");
        Identities before = open();
        World.Login first = world.login(before);
        first.members("team");
        Chat team = first.chat("team");
        PersonId ming = first.friend("ming").id();
        PersonId zhang = first.member("team", "zhang").id();
        ChatId talk = first.chat("talk").id();
        before.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        Identities after = open();
        World.Login second = world.login(after);
        second.members("team");
        assertThat(second.chat("team").id()).isEqualTo(team.id());
        assertThat(second.friend("ming").id()).isEqualTo(ming);
        assertThat(second.member("team", "zhang").id()).isEqualTo(zhang);
        assertThat(second.chat("talk").id()).isEqualTo(talk);
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void diskThatRefusesCostsAWarningAndLeavesNothingBehind() throws Exception {
        ListAppender<ILoggingEvent> log = listen();
        world.friend("ming", "Ming", "");
        Identities identities = open();
        PersonId ming = world.login(identities).friend("ming").id();
        Path obstacle = directory.resolve("pual-identities.json").resolve("in the way");
        Files.createDirectories(obstacle);
        identities.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(log.list).hasSize(1);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        assertThat(world.login(identities).friend("ming").id()).isEqualTo(ming);
    }

    @Test
    void unreadableFileIsKeptAsideAndAllBeginsAnew() throws IOException {
        ListAppender<ILoggingEvent> log = listen();
        Files.writeString(directory.resolve("pual-identities.json"), "{\"version\":1,\"people\":[{\"id\":\"Secret");
        world.friend("ming", "Ming", "");
        assertThat(world.login(open()).friend("ming").certainty()).isEqualTo(Certainty.THIS_LOGIN);
        assertThat(directory.resolve("pual-identities.json.unreadable")).exists();
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("line 1").doesNotContain("Secret");
        Files.writeString(directory.resolve("pual-identities.json"), "{\"version\":2}");
        open();
        assertThat(log.list.get(1).getFormattedMessage()).contains("version: 2 (expected: 1)");
    }

    @Test
    void fileOfStrangeContentsDoesNoHarm() throws IOException {
        Files.writeString(
                directory.resolve("pual-identities.json"),
                "{\"version\":1,\"people\":[{},{\"id\":\"\"},{\"id\":7,\"cards\":7,\"friend\":[],\"number\":\"x\"},3],"
                        + "\"groups\":7,\"discussions\":[{\"id\":\"x\",\"members\":\"y\"}]}");
        world.friend("ming", "Ming", "");
        assertThat(world.login(open()).friend("ming").name()).isEqualTo("Ming");
    }

    private void twoGroupsOfOneName() {
        world.group("one", "测试群").group("other", "测试群");
        for (int i = 0; i < 20; i++) {
            world.stranger("p" + i, "nick" + i);
            world.in(i < 10 ? "one" : "other", "p" + i, "");
        }
    }

    private Identities open() {
        return new Identities("pual", new IdentityFile(directory, "pual"), (wait, task) -> {});
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        for (Class<?> teller : new Class<?>[] {IdentityTable.class, IdentityFile.class}) {
            ((Logger) LoggerFactory.getLogger(teller)).addAppender(appender);
        }
        return appender;
    }
}

package dev.rookery.host.webqq.contacts;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Answers of the contact servers as captures of clients show them, with invented people. */
class ContactsTest {

    private static final long GROUP = 3000000001L;
    private static final long DISCUSSION = 3700000001L;
    private static final Uin MING = new Uin(2000000001L);
    private static final Uin BEA = new Uin(2000000002L);
    private static final Uin STRANGER = new Uin(2600000001L);
    private static final Uin SELF = new Uin(1002003004L);

    private final Contacts contacts = new Contacts(SELF);

    @Test
    void remarkGoesBeforeNickname() {
        contacts.friends(json("""
                {"friends":[{"flag":4,"uin":2000000001,"categories":1},{"flag":0,"uin":2000000002,"categories":0}],
                 "marknames":[{"uin":2000000001,"markname":"明&amp;哥","type":0}],
                 "info":[{"face":603,"nick":"Ming","uin":2000000001},{"face":0,"nick":"Be\u00a0a","uin":2000000002}]}"""));
        assertThat(contacts.personName(ChatKind.FRIEND, MING.value(), MING)).isEqualTo("明&哥");
        assertThat(contacts.chatName(ChatKind.FRIEND, BEA.value())).isEqualTo("Be a");
        assertThat(contacts.missing(said(ChatKind.FRIEND, MING.value(), MING))).isEmpty();
        assertThat(contacts.missing(said(ChatKind.FRIEND, 1, new Uin(1)))).contains(new Lookup.Friends());
    }

    @Test
    void cardGoesBeforeNicknameAndTheAccountHasOneToo() {
        contacts.self(json("{\"nick\":\"Pual\"}"));
        groups();
        assertThat(contacts.selfName(ChatKind.GROUP, GROUP)).isEqualTo("Pual");
        contacts.groupMembers(GROUP, json("""
                {"minfo":[{"nick":"Ming","uin":2000000001},{"nick":"路人","uin":2600000001},
                          {"nick":"Pual","uin":1002003004}],
                 "cards":[{"muin":2000000001,"card":"群名片明"},{"muin":1002003004,"card":"Bot"}]}"""));
        assertThat(contacts.chatName(ChatKind.GROUP, GROUP)).isEqualTo("群备注");
        assertThat(contacts.personName(ChatKind.GROUP, GROUP, MING)).isEqualTo("群名片明");
        assertThat(contacts.personName(ChatKind.GROUP, GROUP, STRANGER)).isEqualTo("路人");
        assertThat(contacts.selfName(ChatKind.GROUP, GROUP)).isEqualTo("Bot");
    }

    @Test
    void groupIsLookedForInTheListFirstAndThenItsMembersByCode() {
        WireMessage message = said(ChatKind.GROUP, GROUP, MING);
        assertThat(contacts.missing(message)).contains(new Lookup.Groups());
        groups();
        assertThat(contacts.missing(message)).contains(new Lookup.GroupMembers(GROUP, 3500000001L));
        contacts.groupMembers(GROUP, json("{\"minfo\":[{\"nick\":\"Ming\",\"uin\":2000000001}]}"));
        assertThat(contacts.missing(message)).isEmpty();
        assertThat(contacts.missing(said(ChatKind.GROUP, GROUP, STRANGER)))
                .contains(new Lookup.GroupMembers(GROUP, 3500000001L));
    }

    @Test
    void discussionTellsItsNameAndMembersAtOnce() {
        contacts.discussions(json("{\"dnamelist\":[{\"did\":3700000001,\"name\":\"讨论甲\"}]}"));
        assertThat(contacts.chatName(ChatKind.DISCUSSION, DISCUSSION)).isEqualTo("讨论甲");
        assertThat(contacts.missing(said(ChatKind.DISCUSSION, DISCUSSION, MING)))
                .contains(new Lookup.DiscussionMembers(DISCUSSION));
        contacts.discussionMembers(DISCUSSION, json("""
                {"info":{"did":3700000001,"discu_name":"讨论乙","mem_list":[]},
                 "mem_info":[{"uin":2000000001,"nick":"Ming"}]}"""));
        assertThat(contacts.chatName(ChatKind.DISCUSSION, DISCUSSION)).isEqualTo("讨论乙");
        assertThat(contacts.personName(ChatKind.DISCUSSION, DISCUSSION, MING)).isEqualTo("Ming");
    }

    @Test
    void emptyAndPartialListsTakeNothingAway() {
        groups();
        contacts.groupMembers(GROUP, json("{\"minfo\":[{\"nick\":\"Ming\",\"uin\":2000000001}]}"));
        contacts.groups(json("{\"gnamelist\":[]}"));
        contacts.groupMembers(GROUP, json("{\"ginfo\":{}}"));
        contacts.groupMembers(GROUP, json("{\"minfo\":[{\"nick\":\"\",\"uin\":2000000001}]}"));
        assertThat(contacts.chatName(ChatKind.GROUP, GROUP)).isEqualTo("群备注");
        assertThat(contacts.personName(ChatKind.GROUP, GROUP, MING)).isEqualTo("Ming");
    }

    private void groups() {
        contacts.groups(json("""
                {"gmasklist":[],"gnamelist":[{"flag":16777217,"name":"测试群","gid":3000000001,"code":3500000001}],
                 "gmarklist":[{"uin":3000000001,"markname":"群备注"}]}"""));
    }

    private static WireMessage said(ChatKind kind, long chat, Uin sender) {
        return new WireMessage(kind, chat, sender, "1", Message.text("a"), Instant.EPOCH);
    }
}

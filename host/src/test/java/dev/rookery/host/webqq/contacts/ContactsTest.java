package dev.rookery.host.webqq.contacts;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.account.Profile;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of the contact servers as captures of clients show them, with invented people. */
class ContactsTest {

    private static final Uin MING = new Uin(2000000001L);
    private static final Uin BEA = new Uin(2000000002L);
    private static final Uin STRANGER = new Uin(2600000001L);
    private static final Uin SELF = new Uin(1002003004L);
    private static final ChatHandle GROUP = ChatHandle.group(3000000001L);
    private static final ChatHandle DISCUSSION = ChatHandle.discussion(3700000001L);
    private static final Lookup GROUP_MEMBERS = new Lookup.GroupMembers(3000000001L, 3500000001L);

    private static final String FRIENDS = """
            {"friends":[{"flag":4,"uin":2000000001,"categories":1},{"flag":0,"uin":2000000002,"categories":0}],
             "marknames":[{"uin":2000000001,"markname":"明&amp;哥","type":0}],
             "categories":[{"index":1,"sort":2,"name":"同学"},{"index":2,"sort":3,"name":"家人"}],
             "vipinfo":[{"vip_level":0,"u":2000000001,"is_vip":0}],
             "info":[{"face":603,"nick":"Ming","uin":2000000001},{"face":0,"nick":"Be\u00a0a","uin":2000000002}]}""";

    private static final String GROUPS = """
            {"gmasklist":[],"gnamelist":[{"flag":16777217,"name":"测试群","gid":3000000001,"code":3500000001}],
             "gmarklist":[{"uin":3000000001,"markname":"群备注"}]}""";

    private static final String MEMBERS = """
            {"stats":[{"client_type":1,"uin":2000000001,"stat":10}],
             "minfo":[{"nick":"Ming","uin":2000000001},{"nick":"路人","uin":2600000001},
                      {"nick":"Pual","uin":1002003004}],
             "ginfo":{"code":3500000001,"name":"测试群","gid":3000000001,"owner":2000000001,
                      "members":[{"muin":2000000001,"mflag":20},{"muin":2600000001,"mflag":21},
                                 {"muin":1002003004,"mflag":192}]},
             "cards":[{"muin":2000000001,"card":"群名片明"},{"muin":1002003004,"card":"Bot"}]}""";

    @TempDir
    Path directory;

    private Identities identities;
    private Contacts contacts;
    private WhoIs whoIs;

    @BeforeEach
    void begin() {
        identities = new Identities("pual", new IdentityFile(directory, "pual"), (wait, task) -> {});
        identities.begin(new QqNumber(SELF.value()));
        contacts = new Contacts(SELF, identities);
        whoIs = new WhoIs(contacts, identities);
    }

    @Test
    void remarkGoesBeforeNickname() {
        contacts.learnFriends(json(FRIENDS), true);
        assertThat(contacts.personName(ChatHandle.friend(MING), MING)).isEqualTo("明&哥");
        assertThat(contacts.chatName(ChatHandle.friend(BEA))).isEqualTo("Be a");
    }

    @Test
    void friendHasCategoryRemarkAndStatus() {
        contacts.learnFriends(json(FRIENDS), true);
        contacts.learnOnline(json("""
                [{"uin":2000000001,"status":"away","client_type":1}]"""));
        List<dev.rookery.api.account.Friend> friends =
                contacts.friends().all().stream().map(whoIs::friend).toList();
        assertThat(friends.get(0).person().name()).isEqualTo("Ming");
        assertThat(friends.get(0).chat().name()).isEqualTo("明&哥");
        assertThat(friends.get(0).remark()).isEqualTo("明&哥");
        assertThat(friends.get(0).category()).isEqualTo("同学");
        assertThat(friends.get(0).status()).isEqualTo(OnlineStatus.AWAY);
        assertThat(friends.get(1).category()).isEmpty();
        assertThat(friends.get(1).status()).isEqualTo(OnlineStatus.OFFLINE);
        assertThat(contacts.learnStatus(BEA, OnlineStatus.BUSY)).isTrue();
        assertThat(contacts.learnStatus(BEA, OnlineStatus.BUSY)).isFalse();
        contacts.learnOnline(json("[]"));
        assertThat(whoIs.friend(contacts.friends().get(BEA)).status()).isEqualTo(OnlineStatus.BUSY);
    }

    @Test
    void cardGoesBeforeNicknameAndTheAccountHasOneToo() {
        contacts.learnProfile(SELF, WireProfile.NONE.with(json("{\"nick\":\"Pual\"}")));
        contacts.learnGroups(json(GROUPS), true);
        assertThat(contacts.personName(GROUP, SELF)).isEqualTo("Pual");
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        assertThat(contacts.chatName(GROUP)).isEqualTo("群备注");
        assertThat(contacts.personName(GROUP, MING)).isEqualTo("群名片明");
        assertThat(contacts.personName(GROUP, STRANGER)).isEqualTo("路人");
        assertThat(contacts.personName(GROUP, SELF)).isEqualTo("Bot");
    }

    @Test
    void membersHaveRoles() {
        contacts.learnGroups(json(GROUPS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        Room room = contacts.room(GROUP);
        assertThat(room.members())
                .extracting(member -> whoIs.member(room, member).role())
                .containsExactly(Role.OWNER, Role.ADMIN, Role.MEMBER);
    }

    @Test
    void discussionTellsItsNameAndNumbers() {
        contacts.learnDiscussions(json("{\"dnamelist\":[{\"did\":3700000001,\"name\":\"讨论甲\"}]}"), true);
        contacts.learnDiscussionMembers(DISCUSSION.number(), json("""
                {"info":{"did":3700000001,"discu_owner":1002003004,"discu_name":"讨论乙","info_seq":12,
                         "mem_list":[{"mem_uin":2000000001,"ruin":700000001},{"mem_uin":1002003004,"ruin":1002003004}]},
                 "mem_status":[{"uin":2000000001,"status":"online","client_type":7}],
                 "mem_info":[{"uin":2000000001,"nick":"Ming"},{"uin":1002003004,"nick":"Pual"}]}"""), true);
        assertThat(contacts.chatName(DISCUSSION)).isEqualTo("讨论乙");
        assertThat(whoIs.person(DISCUSSION, MING).id().value()).isEqualTo("700000001");
        Room room = contacts.room(DISCUSSION);
        assertThat(whoIs.member(room, room.get(SELF)).role()).isEqualTo(Role.OWNER);
    }

    @Test
    void everythingMissingIsAskedForInOrder() {
        assertThat(whoIs.wanted(ChatHandle.friend(MING), List.of(MING)))
                .containsExactly(new Lookup.Friends(), new Lookup.StrangerInfo(MING), new Lookup.PersonNumber(MING));
        assertThat(whoIs.wanted(GROUP, List.of(STRANGER))).startsWith(new Lookup.Groups());
        contacts.learnGroups(json(GROUPS), true);
        assertThat(whoIs.wanted(GROUP, List.of(STRANGER)))
                .containsExactly(
                        new Lookup.GroupNumber(GROUP.number(), 3500000001L),
                        GROUP_MEMBERS,
                        new Lookup.StrangerInfo(STRANGER),
                        new Lookup.PersonNumber(STRANGER));
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        identities.learnNumber(GROUP, 900000001L);
        identities.learnNumber(STRANGER, new QqNumber(800000001L));
        assertThat(whoIs.wanted(GROUP, List.of(STRANGER, SELF))).isEmpty();
        assertThat(whoIs.wanted(DISCUSSION, List.of()))
                .containsExactly(new Lookup.DiscussionMembers(DISCUSSION.number()));
    }

    @Test
    void senderOfATemporaryChatIsLookedForWhereTheyWereMet() {
        contacts.learnGroups(json(GROUPS), true);
        identities.learnNumber(STRANGER, new QqNumber(800000001L));
        contacts.learnSession(STRANGER, new SessionRoute(GROUP.number(), 0));
        ChatHandle session = new ChatHandle(ChatKind.SESSION, STRANGER.value());
        assertThat(whoIs.wanted(session, List.of(STRANGER)))
                .containsExactly(GROUP_MEMBERS, new Lookup.StrangerInfo(STRANGER));
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        assertThat(whoIs.wanted(session, List.of(STRANGER))).isEmpty();
        assertThat(whoIs.chat(session).name()).isEqualTo("路人");
        assertThat(whoIs.chat(session).id().value()).isEqualTo("800000001");
        assertThat(identities.handle(whoIs.chat(session).id())).isEqualTo(session);
    }

    @Test
    void emptyAndPartialListsTakeNothingAway() {
        contacts.learnFriends(json(FRIENDS), true);
        contacts.learnGroups(json(GROUPS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        for (int i = 0; i < 3; i++) {
            contacts.learnFriends(json("{\"friends\":[],\"marknames\":[],\"info\":[]}"), true);
            contacts.learnFriends(json("{\"friends\":[{\"uin\":2000000002,\"categories\":0}]}"), false);
            contacts.learnGroups(json("{\"gnamelist\":[]}"), true);
            contacts.learnGroupMembers(GROUP.number(), json("{\"ginfo\":{}}"), true);
            contacts.learnGroupMembers(GROUP.number(), json("{\"minfo\":[{\"nick\":\"\",\"uin\":2000000001}]}"), false);
        }
        assertThat(contacts.takeChanges()).isEmpty();
        assertThat(contacts.chatName(ChatHandle.friend(MING))).isEqualTo("明&哥");
        assertThat(contacts.chatName(GROUP)).isEqualTo("群备注");
        assertThat(contacts.personName(GROUP, MING)).isEqualTo("群名片明");
        assertThat(contacts.personName(GROUP, STRANGER)).isEqualTo("路人");
    }

    @Test
    void friendIsGoneWhenTwoWholeListsInARowLackThem() {
        contacts.learnFriends(json(FRIENDS), true);
        JsonNode less = json("{\"friends\":[{\"uin\":2000000001}],\"info\":[{\"uin\":2000000001,\"nick\":\"Ming\"}]}");
        contacts.learnFriends(less, true);
        contacts.learnFriends(json(FRIENDS), true);
        contacts.learnFriends(less, true);
        assertThat(contacts.takeChanges()).isEmpty();
        contacts.learnFriends(less, true);
        assertThat(contacts.takeChanges()).containsExactly(new Change.FriendRemoved(BEA, "Be a"));
        contacts.learnFriends(json(FRIENDS), true);
        assertThat(contacts.takeChanges()).containsExactly(new Change.FriendAdded(BEA));
    }

    @Test
    void friendThatWasAnnouncedIsNoNewsInTheList() {
        contacts.learnFriends(json("{\"friends\":[{\"uin\":2000000001}]}"), true);
        assertThat(contacts.announceFriend(BEA)).isTrue();
        assertThat(contacts.announceFriend(BEA)).isFalse();
        assertThat(contacts.announceFriend(MING)).isFalse();
        contacts.learnFriends(json(FRIENDS), true);
        assertThat(contacts.takeChanges()).isEmpty();
    }

    @Test
    void groupsThatComeGoAndAreRenamedAreFoundInTheList() {
        contacts.learnGroups(json(GROUPS), true);
        JsonNode other = json("""
                {"gnamelist":[{"name":"新名","gid":3000000001,"code":3500000001},{"name":"B","gid":7,"code":8}]}""");
        contacts.learnGroups(other, true);
        assertThat(contacts.takeChanges())
                .containsExactly(new Change.RoomRenamed(GROUP, "群备注"), new Change.RoomJoined(ChatHandle.group(7)));
        contacts.learnGroups(json(GROUPS), true);
        contacts.takeChanges();
        contacts.learnGroups(json(GROUPS), true);
        assertThat(contacts.takeChanges()).containsExactly(new Change.RoomGone(ChatHandle.group(7), "B"));
    }

    @Test
    void administratorsAreCompared() {
        contacts.learnGroups(json(GROUPS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS.replace("\"mflag\":21", "\"mflag\":20")), true);
        assertThat(contacts.takeChanges()).containsExactly(new Change.AdminChanged(GROUP, STRANGER, false));
    }

    @Test
    void cardThatIsTakenAwayIsGoneButMissingCardsSayNothing() {
        contacts.learnGroups(json(GROUPS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS.replace("\"cards\"", "\"other\"")), true);
        assertThat(contacts.personName(GROUP, SELF)).isEqualTo("Bot");
        contacts.learnGroupMembers(
                GROUP.number(), json(MEMBERS.replace(",{\"muin\":1002003004,\"card\":\"Bot\"}", "")), true);
        assertThat(contacts.personName(GROUP, SELF)).isEqualTo("Pual");
    }

    @Test
    void profileTellsWhatPeopleRead() {
        contacts.learnProfile(
                MING, WireProfile.NONE.with(json("""
                {"face":603,"birthday":{"month":8,"year":1990,"day":15},"phone":"","allow":1,"uin":2000000001,
                 "blood":5,"stat":20,"country":"中国","city":"南京","nick":"Mi\u0007ng","gender":"male","token":"abc"}""")).withSignature("风起时").withLevel(37));
        Profile profile = whoIs.profile(MING);
        assertThat(profile.person().name()).isEqualTo("Ming");
        assertThat(profile.signature()).isEqualTo("风起时");
        assertThat(profile.status()).isEqualTo(OnlineStatus.OFFLINE);
        assertThat(profile.more())
                .containsEntry("birthday", "1990-08-15")
                .containsEntry("city", "南京")
                .containsEntry("level", "37")
                .doesNotContainKeys("phone", "token", "face");
    }

    @Test
    void hugeGroupIsKeptToItsLimitAndNotAskedForAgain() {
        contacts.learnGroups(json(GROUPS), true);
        StringBuilder members = new StringBuilder("{\"minfo\":[");
        for (int i = 0; i < 100_000; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("{\"nick\":\"n\",\"uin\":")
                    .append(4_000_000L + i)
                    .append('}');
        }
        contacts.learnGroupMembers(GROUP.number(), json(members.append("]}").toString()), true);
        Room room = contacts.room(GROUP);
        assertThat(room.size()).isEqualTo(Room.MAX_MEMBERS);
        Uin beyond = new Uin(4_099_999L);
        assertThat(whoIs.wanted(GROUP, List.of(beyond)))
                .containsExactly(new Lookup.GroupNumber(GROUP.number(), 3500000001L), new Lookup.PersonNumber(beyond));
        assertThat(whoIs.person(GROUP, beyond).name()).isEmpty();
    }

    @Test
    void membersOfTheRoomLongestUnusedAreForgottenWhenThereAreTooManyInAll() {
        RoomList rooms = contacts.rooms(ChatKind.GROUP);
        int full = RoomList.MAX_MEMBERS / Room.MAX_MEMBERS;
        for (int gid = 1; gid <= full + 1; gid++) {
            StringBuilder members = new StringBuilder("{\"minfo\":[");
            for (int i = 0; i < Room.MAX_MEMBERS; i++) {
                members.append(i == 0 ? "" : ",")
                        .append("{\"uin\":")
                        .append(gid * 100_000L + i)
                        .append('}');
            }
            contacts.learnGroupMembers(gid, json(members.append("]}").toString()), true);
            // The first one is spoken in all the time.
            whoIs.person(ChatHandle.group(1), SELF);
        }
        assertThat(rooms.get(1).isKnown()).isTrue();
        assertThat(rooms.get(2).isKnown()).isFalse();
        assertThat(rooms.all().stream().mapToInt(Room::size).sum()).isEqualTo(RoomList.MAX_MEMBERS);
    }

    @Test
    void listsWithNonsenseInThemTakeNothingAway() {
        contacts.learnFriends(json(FRIENDS), true);
        contacts.learnGroups(json(GROUPS), true);
        contacts.learnGroupMembers(GROUP.number(), json(MEMBERS), true);
        for (int i = 0; i < 3; i++) {
            contacts.learnFriends(json("{\"friends\":[{\"uin\":2000000002},{\"uin\":\"x\"}]}"), true);
            contacts.learnGroups(json("{\"gnamelist\":{\"a\":1}}"), true);
            contacts.learnGroupMembers(GROUP.number(), json("{\"minfo\":[7]}"), true);
        }
        assertThat(contacts.takeChanges()).isEmpty();
        assertThat(contacts.personName(GROUP, STRANGER)).isEqualTo("路人");
    }

    @Test
    void answersOfOtherShapesTeachNothing() {
        for (String shape :
                List.of("[]", "7", "\"ok\"", "null", "{\"friends\":7,\"gnamelist\":{\"a\":1},\"minfo\":[7,{}]}")) {
            JsonNode result = json(shape);
            contacts.learnFriends(result, true);
            contacts.learnGroups(result, true);
            contacts.learnDiscussions(result, true);
            contacts.learnGroupMembers(1, result, true);
            contacts.learnDiscussionMembers(1, result, true);
            contacts.learnRecent(result);
            contacts.learnOnline(result);
        }
        assertThat(contacts.takeChanges()).isEmpty();
        assertThat(contacts.friends().all()).isEmpty();
        assertThat(contacts.recent()).isEmpty();
    }
}

package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Discussion;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.util.Optional;

/**
 * The contact lists as WebQQ tells them. The key sets are exact: twqq builds objects from keyword arguments and fails
 * at any other key, and ScienJus/smartqq, qqbot and pual fail at a uin that is not in the list beside it. Values that
 * nobody has explained are those of captures.
 *
 * <p>They are as one login sees them: all numbers that it gets and gives are those of the wire.
 */
final class Contacts {

    private static final int FRIEND_FLAG = 4_751_942;
    static final int GROUP_FLAG = 16_777_217;
    static final int GROUP_CLASS = 10_048;
    static final long GROUP_CREATED = 1_388_307_595L;

    private final World world;
    private final Account account;
    private final Uins uins;

    Contacts(Account account, Uins uins) {
        this.world = account.world();
        this.account = account;
        this.uins = uins;
    }

    /** {@code get_user_friends2}. */
    ObjectNode friends() {
        ObjectNode result = Json.object();
        ArrayNode friends = result.putArray("friends");
        ArrayNode marks = result.putArray("marknames");
        ArrayNode categories = result.putArray("categories");
        ArrayNode vips = result.putArray("vipinfo");
        ArrayNode info = result.putArray("info");
        world.categories()
                .forEach(category -> categories
                        .addObject()
                        .put("index", category.index())
                        .put("sort", category.index() + 1)
                        .put("name", category.name()));
        for (Friend friend : world.friends()) {
            Person person = friend.person();
            friends.addObject()
                    .put("flag", friend.category() * 4)
                    .put("uin", uin(person))
                    .put("categories", friend.category());
            if (!friend.remark().isEmpty()) {
                marks.addObject()
                        .put("uin", uin(person))
                        .put("markname", friend.remark())
                        .put("type", 0);
            }
            vip(vips, person);
            info.addObject()
                    .put("face", person.face())
                    .put("flag", FRIEND_FLAG)
                    .put("nick", person.nick())
                    .put("uin", uin(person));
        }
        return result;
    }

    /** {@code get_online_buddies2}. */
    ArrayNode onlineFriends() {
        ArrayNode online = Json.array();
        world.friends().stream().map(Friend::person).filter(Person::isOnline).forEach(person -> status(online, person));
        return online;
    }

    /** {@code get_group_name_list_mask2}. */
    ObjectNode groups() {
        ObjectNode result = Json.object();
        ArrayNode masks = result.putArray("gmasklist");
        ArrayNode names = result.putArray("gnamelist");
        ArrayNode marks = result.putArray("gmarklist");
        for (Group group : world.groups()) {
            names.addObject()
                    .put("flag", GROUP_FLAG)
                    .put("name", group.name())
                    .put("gid", uins.wire(group.gid()))
                    .put("code", uins.wire(group.code()));
            int mask = account.mask(group.gid());
            if (mask != 0) {
                masks.addObject().put("gid", uins.wire(group.gid())).put("mask", mask);
            }
            if (!group.remark().isEmpty()) {
                marks.addObject().put("uin", uins.wire(group.gid())).put("markname", group.remark());
            }
        }
        return result;
    }

    /** {@code get_group_info_ext2}. */
    Optional<ObjectNode> group(long code) {
        return world.groupByCode(uins.world(code)).map(this::group);
    }

    private ObjectNode group(Group group) {
        ObjectNode result = Json.object();
        ArrayNode stats = result.putArray("stats");
        ArrayNode profiles = result.putArray("minfo");
        ObjectNode info = result.putObject("ginfo")
                .put("face", 0)
                .put("memo", group.memo())
                .put("class", GROUP_CLASS)
                .put("fingermemo", "")
                .put("code", uins.wire(group.code()))
                .put("createtime", GROUP_CREATED)
                .put("flag", GROUP_FLAG)
                .put("level", 0)
                .put("name", group.name())
                .put("gid", uins.wire(group.gid()))
                .put("owner", uin(group.owner()));
        ArrayNode members = info.putArray("members");
        info.put("option", 2);
        ArrayNode cards = Json.array();
        ArrayNode vips = Json.array();
        for (Member member : group.members()) {
            Person person = member.person();
            if (person.isOnline()) {
                stats.addObject()
                        .put("client_type", person.clientType())
                        .put("uin", uin(person))
                        .put("stat", stat(person));
            }
            // The order of minfo is that of ginfo.members, since qqbot pairs the two lists.
            profiles.addObject()
                    .put("nick", person.nick())
                    .put("province", person.province())
                    .put("gender", person.gender())
                    .put("uin", uin(person))
                    .put("country", person.country())
                    .put("city", person.city());
            members.addObject().put("muin", uin(person)).put("mflag", member.flags());
            if (!member.card().isEmpty()) {
                cards.addObject().put("muin", uin(person)).put("card", member.card());
            }
            vip(vips, person);
        }
        if (!cards.isEmpty()) {
            result.set("cards", cards);
        }
        result.set("vipinfo", vips);
        return result;
    }

    /** {@code get_discus_list}. */
    ObjectNode discussions() {
        ObjectNode result = Json.object();
        ArrayNode names = result.putArray("dnamelist");
        world.discussions()
                .forEach(discussion -> names.addObject()
                        .put("did", uins.wire(discussion.did()))
                        .put("name", discussion.name()));
        return result;
    }

    /** {@code get_discu_info}. */
    Optional<ObjectNode> discussion(long did) {
        return world.discussion(uins.world(did)).map(this::discussion);
    }

    private ObjectNode discussion(Discussion discussion) {
        ObjectNode result = Json.object();
        ObjectNode info = result.putObject("info")
                .put("did", uins.wire(discussion.did()))
                .put("discu_owner", uin(discussion.owner()))
                .put("discu_name", discussion.name())
                .put("info_seq", account.discussionSeq(discussion.did()));
        ArrayNode members = info.putArray("mem_list");
        ArrayNode online = result.putArray("mem_status");
        ArrayNode profiles = result.putArray("mem_info");
        for (Person person : discussion.members()) {
            members.addObject()
                    .put("mem_uin", uin(person))
                    .put("ruin", shown(person).qq());
            if (person.isOnline()) {
                status(online, person);
            }
            profiles.addObject().put("uin", uin(person)).put("nick", person.nick());
        }
        return result;
    }

    /** {@code get_friend_info2}. */
    Optional<ObjectNode> person(long uin) {
        return account.person(uins.world(uin)).map(this::profile);
    }

    /** {@code get_friend_uin2}: the number behind a uin. */
    Optional<Long> qqNumber(long uin) {
        return account.live()
                .person(uins.world(uin))
                .map(person -> shown(person).qq());
    }

    /** {@code get_friend_uin2} of type 4: the number behind a group code. */
    Optional<Long> groupNumber(long code) {
        return world.groupByCode(uins.world(code)).map(Group::number);
    }

    /** {@code get_single_long_nick2}. */
    Optional<ArrayNode> signature(long uin) {
        return account.person(uins.world(uin)).map(person -> {
            ArrayNode list = Json.array();
            list.addObject().put("uin", uin(person)).put("lnick", person.signature());
            return list;
        });
    }

    private ObjectNode profile(Person person) {
        ObjectNode result = Json.object().put("face", person.face());
        result.putObject("birthday").put("month", 8).put("year", 1990).put("day", 15);
        return result.put("occupation", "")
                .put("phone", "")
                .put("allow", 1)
                .put("college", "")
                .put("uin", uin(person))
                .put("constel", 7)
                .put("blood", 5)
                .put("homepage", "")
                .put("stat", stat(person))
                .put("vip_info", person.vip())
                .put("country", person.country())
                .put("city", person.city())
                .put("personal", "")
                .put("nick", person.nick())
                .put("shengxiao", 11)
                .put("email", "")
                .put("province", person.province())
                .put("gender", person.gender())
                .put("mobile", "");
    }

    /** {@code get_self_info2}. */
    ObjectNode self() {
        Person self = account.self();
        return profile(self).put("account", self.qq()).put("lnick", self.signature());
    }

    /** {@code get_recent_list2}: everything there is. */
    ArrayNode recent() {
        ArrayNode recent = Json.array();
        world.friends().forEach(friend -> recent(recent, uin(friend.person()), 0));
        world.groups().forEach(group -> recent(recent, uins.wire(group.gid()), 1));
        world.discussions().forEach(discussion -> recent(recent, uins.wire(discussion.did()), 2));
        return recent;
    }

    /** How a person is written on the wire. */
    private long uin(Person person) {
        return uins.wire(person.uin());
    }

    /** The account in place of the one that the world, which others may share, has there. */
    private Person shown(Person person) {
        return person.uin() == world.account().uin() ? account.self() : person;
    }

    private static void recent(ArrayNode recent, long uin, int type) {
        recent.addObject().put("uin", uin).put("type", type);
    }

    private void status(ArrayNode list, Person person) {
        list.addObject().put("uin", uin(person)).put("status", person.status()).put("client_type", person.clientType());
    }

    private void vip(ArrayNode list, Person person) {
        list.addObject().put("vip_level", person.vip()).put("u", uin(person)).put("is_vip", person.vip() > 0 ? 1 : 0);
    }

    static int stat(Person person) {
        return switch (person.status()) {
            case "online" -> 10;
            case "away" -> 30;
            case "hidden" -> 40;
            case "busy" -> 50;
            case "callme" -> 60;
            case "silent" -> 70;
            default -> 20;
        };
    }
}

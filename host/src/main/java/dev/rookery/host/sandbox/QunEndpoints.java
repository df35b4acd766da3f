package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The administration of groups on qun.qq.com, qinfo.clt.qq.com and qiandao.qun.qq.com, by the numbers that people know
 * rather than by uins. Only the owner and the administrators may change anything about others, only the owner may make
 * administrators, and nobody may touch those above them.
 */
final class QunEndpoints {

    /** What the lists tell as the most members that a group may have. */
    static final int MAX_MEMBERS = 200;

    private static final int NO_RIGHT_TO_REMOVE = 3;
    private static final int NO_MEMBER = 11;
    private static final int NO_RIGHT = 14;
    private static final int BAD_REQUEST = 1;

    private static final int MAX_ADMINS = 10;
    private static final int MAX_INVITED = 100;

    /** The longest silence: thirty days. */
    private static final long MAX_SILENCE = 30L * 24 * 60 * 60;

    private static final Predicate<String> QUN = "qun.qq.com"::equals;
    private static final Predicate<String> INFO = "qinfo.clt.qq.com"::equals;
    private static final Predicate<String> SIGN = "qiandao.qun.qq.com"::equals;

    private QunEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(QUN, "/cgi-bin/qun_mgr/get_friend_list", access.administration(QunEndpoints::friends));
        routes.add(QUN, "/cgi-bin/qun_mgr/get_group_list", access.administration(QunEndpoints::groups));
        group(routes, access, QUN, "/cgi-bin/qun_mgr/search_group_members", QunLists::page);
        group(routes, access, INFO, "/cgi-bin/qun_info/get_group_members", QunLists::whole);
        group(routes, access, INFO, "/cgi-bin/qun_info/get_group_members_new", QunLists::whole);
        group(routes, access, QUN, "/cgi-bin/qun_mgr/add_group_member", QunEndpoints::invite);
        group(routes, access, QUN, "/cgi-bin/qun_mgr/delete_group_member", QunEndpoints::kick);
        group(routes, access, INFO, "/cgi-bin/qun_info/delete_group_member", QunEndpoints::kick);
        group(routes, access, INFO, "/cgi-bin/qun_info/set_group_admin", QunEndpoints::appoint);
        group(routes, access, INFO, "/cgi-bin/qun_info/set_group_card", QunEndpoints::card);
        group(routes, access, INFO, "/cgi-bin/qun_info/set_group_shutup", QunEndpoints::silence);
        group(routes, access, SIGN, "/cgi-bin/sign", QunEndpoints::sign);
    }

    /** An endpoint about the group whose number is {@code gc}. */
    private static void group(
            Routes routes, Access access, Predicate<String> host, String path, BiConsumer<Call, Group> endpoint) {
        routes.add(
                host,
                path,
                access.administration(call -> call.live()
                        .groupByNumber(call.number("gc"))
                        .ifPresentOrElse(group -> endpoint.accept(call, group), () -> answer(call, BAD_REQUEST))));
    }

    private static void answer(Call call, int ec) {
        Replies.administration(call.exchange(), ec);
    }

    static void answer(Call call, ObjectNode answer) {
        Replies.api(call.exchange(), Json.write(answer));
    }

    /** A person's number; the account has that of its login, whatever number the account of a shared world has. */
    static long number(Call call, Person person) {
        return person.uin() == call.world().account().uin() ? call.account().qq() : person.qq();
    }

    private static void friends(Call call) {
        ObjectNode answer = Json.object().put("ec", 0);
        ObjectNode result = answer.putObject("result");
        Map<Integer, List<Friend>> byCategory = new TreeMap<>();
        call.world()
                .friends()
                .forEach(friend -> byCategory
                        .computeIfAbsent(friend.category(), any -> new ArrayList<>())
                        .add(friend));
        byCategory.forEach((index, friends) -> {
            ObjectNode category = result.putObject(Integer.toString(index));
            call.world().categories().stream()
                    .filter(named -> named.index() == index)
                    .forEach(named -> category.put("gname", named.name()));
            ArrayNode list = category.putArray("mems");
            friends.forEach(friend -> list.addObject()
                    .put("name", friend.shownName())
                    .put("uin", friend.person().qq()));
        });
        answer(call, answer);
    }

    private static void groups(Call call) {
        ObjectNode answer = Json.object().put("ec", 0);
        long self = call.world().account().uin();
        for (Group group : call.world().groups()) {
            String list = group.owner().uin() == self ? "create" : group.mayManage(self) ? "manage" : "join";
            answer.withArray(list)
                    .addObject()
                    .put("gc", group.number())
                    .put("gn", group.name())
                    .put("owner", number(call, group.owner()));
        }
        answer(call, answer);
    }

    private static void invite(Call call, Group group) {
        List<Long> numbers = numbers(call);
        if (numbers.isEmpty() || group.members().size() + numbers.size() > LiveWorld.MAX_MEMBERS) {
            answer(call, BAD_REQUEST);
            return;
        }
        for (long qq : numbers) {
            Person person = call.live().personOfNumber(qq, Long.toString(qq));
            if (group.member(person.uin()).isEmpty()) {
                call.live().join(group.gid(), person);
                call.account()
                        .tell(
                                Era.A,
                                Notice.groupJoined(
                                        nextId(call),
                                        group,
                                        person.uin(),
                                        call.world().account()));
            }
        }
        done(call, "add_group_member", group);
    }

    private static void kick(Call call, Group group) {
        if (!group.mayManage(call.world().account().uin())) {
            answer(call, NO_RIGHT_TO_REMOVE);
            return;
        }
        List<Member> members = numbers(call).stream()
                .flatMap(qq -> member(call, group, qq).stream())
                .toList();
        if (members.isEmpty()) {
            answer(call, NO_MEMBER);
        } else if (members.stream().anyMatch(member -> !mayTouch(call, group, member))) {
            answer(call, NO_RIGHT_TO_REMOVE);
        } else {
            for (Member member : members) {
                long uin = member.person().uin();
                call.live().leave(group.gid(), uin);
                call.account()
                        .tell(
                                Era.A,
                                Notice.groupLeft(
                                        nextId(call), group, uin, call.world().account()));
            }
            done(call, "delete_group_member", group);
        }
    }

    private static void appoint(Call call, Group group) {
        boolean admin = call.text("op").equals("1");
        long admins = group.members().stream().filter(Member::isAdmin).count();
        if (group.owner().uin() != call.world().account().uin() || (admin && admins >= MAX_ADMINS)) {
            answer(call, NO_RIGHT);
            return;
        }
        withMember(call, group, call.number("u"), member -> {
            call.live().changeMember(group.gid(), member.person().uin(), found -> found.withAdmin(admin));
            done(call, "set_group_admin", group);
        });
    }

    /** Everybody may change their own card, the owner and the administrators those of the others. */
    private static void card(Call call, Group group) {
        String name = call.text("name");
        if (name.length() > GroupEndpoints.MAX_NAME) {
            answer(call, BAD_REQUEST);
            return;
        }
        withMember(call, group, call.number("u"), member -> {
            boolean own = member.person().uin() == call.world().account().uin();
            if (!own && !mayTouch(call, group, member)) {
                answer(call, NO_RIGHT);
                return;
            }
            call.live().changeMember(group.gid(), member.person().uin(), found -> found.withCard(name));
            done(call, "set_group_card", group);
        });
    }

    private static void silence(Call call, Group group) {
        List<Runnable> changes = new ArrayList<>();
        for (JsonNode one : Json.parse(call.text("shutup_list"))) {
            long seconds = one.path("t").asLong(-1);
            Member member = member(call, group, one.path("uin").asLong(-1)).orElse(null);
            if (member == null || seconds < 0 || seconds > MAX_SILENCE) {
                answer(call, NO_MEMBER);
                return;
            }
            if (!mayTouch(call, group, member)) {
                answer(call, NO_RIGHT);
                return;
            }
            changes.add(
                    () -> call.live().notes(group.gid()).silence(member.person().uin(), seconds));
        }
        changes.forEach(Runnable::run);
        done(call, "set_group_shutup", group);
    }

    private static void sign(Call call, Group group) {
        call.did("sign", Json.object().put("gid", group.gid()));
        answer(call, Json.object().put("ec", 0).put("is_sign", 1));
    }

    /**
     * Whether the account stands above that member: the owner above everybody else, an administrator above the rest.
     */
    private static boolean mayTouch(Call call, Group group, Member member) {
        long self = call.world().account().uin();
        long uin = member.person().uin();
        return uin != self
                && uin != group.owner().uin()
                && (group.owner().uin() == self || (group.mayManage(self) && !member.isAdmin()));
    }

    private static void withMember(Call call, Group group, long qq, Consumer<Member> action) {
        member(call, group, qq).ifPresentOrElse(action, () -> answer(call, NO_MEMBER));
    }

    private static Optional<Member> member(Call call, Group group, long qq) {
        return group.members().stream()
                .filter(member -> number(call, member.person()) == qq)
                .findFirst();
    }

    /** The numbers of {@code ul}, of which {@value #MAX_INVITED} are read. */
    private static List<Long> numbers(Call call) {
        return Stream.of(call.text("ul").split("\\|", MAX_INVITED + 1))
                .limit(MAX_INVITED)
                .map(Requests::number)
                .filter(qq -> qq > 0)
                .toList();
    }

    private static int nextId(Call call) {
        return call.account().conversations().nextId();
    }

    private static void done(Call call, String what, Group group) {
        ObjectNode details = Json.object().put("gid", group.gid());
        for (String name : List.of("ul", "u", "op", "name", "shutup_list")) {
            if (!call.text(name).isEmpty()) {
                details.put(name, call.text(name));
            }
        }
        call.did(what, details);
        answer(call, 0);
    }
}

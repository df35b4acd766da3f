package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.GroupNotes.BusinessCard;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls of the older WebQQ about one group: what it is, the account's own card in it, leaving and finding it. */
final class GroupEndpoints {

    static final int MAX_NAME = 100;

    private static final Predicate<String> HOST = "s.web2.qq.com"::equals;
    private static final Predicate<String> CGI = "cgi.web2.qq.com"::equals;

    private GroupEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(
                HOST,
                "/api/get_group_public_info2",
                access.api(call -> call.withGroupOfCode("gcode", group -> call.answer(publicInfo(call, group)))));
        routes.add(HOST, "/api/get_group_info", access.api(GroupEndpoints::retained));
        routes.add(
                HOST,
                "/api/get_self_business_card2",
                access.api(call -> call.withGroupOfCode("gcode", group -> call.answer(card(call, group)))));
        routes.add(HOST, "/api/update_group_business_card2", access.api(GroupEndpoints::changeCard));
        routes.add(HOST, "/api/update_group_info2", access.api(GroupEndpoints::rename));
        routes.add(HOST, "/api/quit_group2", access.api(GroupEndpoints::quit));
        routes.add(HOST, "/api/apply_join_group2", access.api(GroupEndpoints::apply));
        routes.add(CGI, "/keycgi/qqweb/group/search.do", access.api(GroupEndpoints::search));
        routes.add(CGI, "/keycgi/qqweb/uac/messagefilter.do", access.api(GroupEndpoints::mask));
    }

    private static ObjectNode publicInfo(Call call, Group group) {
        ObjectNode result = Json.object();
        result.putObject("ginfo")
                .put("face", 0)
                .put("memo", group.memo())
                .put("member_cnt", group.members().size())
                .put("class", Contacts.GROUP_CLASS)
                .put("fingermemo", "")
                .put("code", call.wire(group.code()))
                .put("createtime", Contacts.GROUP_CREATED)
                .put("flag", Contacts.GROUP_FLAG)
                .put("name", group.name())
                .put("gid", call.wire(group.gid()))
                .put("owner", call.wire(group.owner().uin()))
                .put(
                        "maxmember",
                        Math.max(QunEndpoints.MAX_MEMBERS, group.members().size()))
                .put("option", 2);
        return result;
    }

    /** {@code get_group_info}: the fields that {@code retainKey} names, of the group whose code stands in brackets. */
    private static void retained(Call call) {
        long code = call.login().uins().world(Requests.number(call.text("gcode").replaceAll("[\\[\\]\\s]", "")));
        call.world()
                .groupByCode(code)
                .ifPresentOrElse(
                        group -> {
                            ObjectNode result = Json.object();
                            for (String key : call.text("retainKey").split(",", -1)) {
                                switch (key) {
                                    case "memo" -> result.put("memo", group.memo());
                                    case "gid" -> result.put("gid", call.wire(group.gid()));
                                    case "name" -> result.put("name", group.name());
                                    default -> {}
                                }
                            }
                            call.answer(result);
                        },
                        () -> call.refuse(Replies.BAD_PARAMETER));
    }

    private static ObjectNode card(Call call, Group group) {
        BusinessCard card = call.live().notes(group.gid()).card();
        return Json.object()
                .put("phone", card.phone())
                .put("muin", call.account().qq())
                .put("email", card.email())
                .put("remark", card.remark())
                .put("gcode", call.wire(group.code()))
                .put("name", self(call, group).map(Member::shownName).orElse(""))
                .put("gender", card.gender());
    }

    private static Optional<Member> self(Call call, Group group) {
        return group.member(call.world().account().uin());
    }

    private static void changeCard(Call call) {
        String name = call.text("name");
        BusinessCard card = new BusinessCard(call.text("phone"), call.text("email"), call.text("remark"), 2);
        if (isTooLong(name, card.phone(), card.email(), card.remark())) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.withGroupOfCode("gcode", group -> {
            call.live().notes(group.gid()).card(card);
            call.live().changeMember(group.gid(), call.world().account().uin(), member -> member.withCard(name));
            call.did("update_group_business_card2", of(group).put("name", name));
            call.ok();
        });
    }

    private static void rename(Call call) {
        String name = call.text("markname");
        if (isTooLong(name)) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.withGroupOfCode("gcode", group -> {
            call.live().changeGroup(group.gid(), found -> found.withRemark(name));
            call.did("update_group_info2", of(group).put("markname", name));
            call.ok();
        });
    }

    private static void quit(Call call) {
        call.withGroupOfCode("gcode", group -> {
            call.live().removeGroup(group.gid());
            call.did("quit_group2", of(group));
            call.ok();
        });
    }

    /** Asks to become a member; the answer is up to {@code /sandbox/event}. */
    private static void apply(Call call) {
        call.did(
                "apply_join_group2",
                Json.object().put("gcode", call.id("gcode")).put("msg", call.text("msg")));
        call.ok();
    }

    /** {@code search.do}: by the number of a group; the one answer outside the usual envelope. */
    private static void search(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode result = answer.putArray("result");
        call.live()
                .groupByNumber(call.number("all"))
                .ifPresent(group -> result.addObject()
                        .put("GE", group.number())
                        .put("TI", group.name())
                        .put("GEX", call.wire(group.code())));
        answer.put("retcode", 0);
        answer.putObject("responseHeader").put("CostTime", 10).put("TotalNum", result.size());
        Replies.api(call.exchange(), Json.write(answer));
    }

    /** {@code messagefilter.do}: how loud each group is; numbers may come as texts. */
    private static void mask(Call call) {
        JsonNode groups = Json.parse(call.text("itemlist")).path("groupmask");
        List<Runnable> changes = new ArrayList<>();
        ObjectNode details = Json.object();
        groups.properties().forEach(field -> {
            long gid = call.login().uins().world(Requests.number(field.getKey()));
            int mask = field.getValue().asInt(-1);
            if (call.world().group(gid).isPresent() && mask >= 0 && mask <= GroupNotes.LAST_MASK) {
                changes.add(() -> call.live().notes(gid).mask(mask));
                details.put(Long.toString(gid), mask);
            }
        });
        changes.forEach(Runnable::run);
        call.did("messagefilter", details);
        call.ok();
    }

    private static boolean isTooLong(String... texts) {
        for (String text : texts) {
            if (text.length() > MAX_NAME) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode of(Group group) {
        return Json.object().put("gid", group.gid());
    }
}

package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import java.util.List;

/** The two member lists of the group administration, with the times and levels of a capture for everybody. */
final class QunLists {

    private static final long JOINED = 1_388_307_595L;
    private static final long LAST_SPOKE = 1_450_686_775L;
    private static final int LARGEST_PAGE = 2_000;

    private QunLists() {}

    /** {@code search_group_members}: those from {@code st} to {@code end}, both included. */
    static void page(Call call, Group group) {
        List<Member> members = group.members();
        int from = (int) Math.max(0, Math.min(call.number("st"), members.size()));
        long last = call.number("end") < 0 ? from + LARGEST_PAGE : call.number("end") + 1;
        int to = (int) Math.max(from, Math.min(Math.min(last, from + LARGEST_PAGE + 1L), members.size()));
        ObjectNode answer = Json.object()
                .put("ec", 0)
                .put("adm_max", 10)
                .put(
                        "adm_num",
                        members.stream()
                                .filter(member -> role(group, member) == 1)
                                .count())
                .put("count", members.size())
                .put("max_count", Math.max(QunEndpoints.MAX_MEMBERS, members.size()));
        answer.putObject("levelname").put("1", "潜水").put("2", "冒泡").put("3", "吐槽");
        ArrayNode list = answer.putArray("mems");
        for (Member member : members.subList(from, to)) {
            ObjectNode one = list.addObject()
                    .put("uin", QunEndpoints.number(call, member.person()))
                    .put("role", role(group, member))
                    .put("g", member.person().gender().equals("female") ? 1 : 0)
                    .put("join_time", JOINED)
                    .put("last_speak_time", LAST_SPOKE);
            one.putObject("lv").put("level", 1).put("point", 0);
            one.put("card", member.card())
                    .put("nick", member.person().nick())
                    .put("qage", 9)
                    .put("tags", "-1")
                    .put("flag", 0);
        }
        QunEndpoints.answer(call, answer);
    }

    /** 0 the owner, 1 an administrator, 2 everybody else. */
    private static int role(Group group, Member member) {
        return group.owner().uin() == member.person().uin() ? 0 : member.isAdmin() ? 1 : 2;
    }

    /** {@code get_group_members} and {@code get_group_members_new}: everybody, with the rest by number beside it. */
    static void whole(Call call, Group group) {
        ObjectNode answer = Json.object().put("ec", 0).put("owner", QunEndpoints.number(call, group.owner()));
        ArrayNode admins = answer.putArray("adm");
        ArrayNode list = answer.putArray("mems");
        ObjectNode cards = answer.putObject("cards");
        ObjectNode joined = answer.putObject("join");
        ObjectNode times = answer.putObject("times");
        ObjectNode remarks = answer.putObject("remarks");
        ArrayNode friends = answer.putArray("friends");
        ObjectNode levels = answer.putObject("lv");
        for (Member member : group.members()) {
            long qq = QunEndpoints.number(call, member.person());
            String key = Long.toString(qq);
            list.addObject().put("u", qq).put("n", member.person().nick());
            if (role(group, member) == 1) {
                admins.add(qq);
            }
            if (!member.card().isEmpty()) {
                cards.put(key, member.card());
            }
            joined.put(key, JOINED);
            times.put(key, LAST_SPOKE);
            call.world().friend(member.person().uin()).ifPresent(friend -> {
                friends.add(qq);
                if (!friend.remark().isEmpty()) {
                    remarks.put(key, friend.remark());
                }
            });
            levels.putObject(key).put("l", 1).put("p", 0);
        }
        answer.putObject("levelname").put("lvln1", "潜水");
        QunEndpoints.answer(call, answer);
    }
}

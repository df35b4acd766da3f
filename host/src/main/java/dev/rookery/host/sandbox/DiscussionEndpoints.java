package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Discussion;
import dev.rookery.host.sandbox.World.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Making, changing and leaving discussions, on the channel of the older WebQQ (requests as lwqq makes them). */
final class DiscussionEndpoints {

    /** The most members of a discussion; further ones are refused. */
    static final int MAX_MEMBERS = 100;

    /** The most discussions of an account; further ones are refused. */
    static final int MAX_DISCUSSIONS = 1_000;

    private DiscussionEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(Routes.CHANNEL, "/channel/create_discu", access.channel(DiscussionEndpoints::create));
        routes.add(Routes.CHANNEL, "/channel/change_discu_mem", access.channel(DiscussionEndpoints::invite));
        routes.add(Routes.CHANNEL, "/channel/modify_discu_info", access.channel(DiscussionEndpoints::rename));
        routes.add(Routes.CHANNEL, "/channel/quit_discu", access.channel(DiscussionEndpoints::quit));
    }

    private static void create(Call call) {
        List<Person> people = people(call);
        String name = call.text("discu_name");
        if (people.isEmpty()
                || people.size() >= MAX_MEMBERS
                || name.length() > GroupEndpoints.MAX_NAME
                || call.world().discussions().size() >= MAX_DISCUSSIONS) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        Discussion made = call.live().discuss(name, people);
        call.did("create_discu", of(made).put("discu_name", name));
        call.answer(Json.object().put("did", call.wire(made.did())));
    }

    /** Friends by uin, members of groups by uin and gid; whoever is in the discussion already is not added again. */
    private static List<Person> people(Call call) {
        List<Person> people = new ArrayList<>();
        for (JsonNode uin : Stream.of("mem_list", "mem_list_u")
                .flatMap(list -> Json.elements(call.r().path(list)))
                .toList()) {
            call.live()
                    .person(call.login().uins().world(uin.asLong(-1)))
                    .filter(person -> person.uin() != call.world().account().uin() && !people.contains(person))
                    .ifPresent(people::add);
        }
        return people;
    }

    private static void invite(Call call) {
        call.withDiscussion("did", discussion -> {
            List<Person> members = new ArrayList<>(discussion.members());
            people(call).stream()
                    .filter(person -> discussion.member(person.uin()).isEmpty())
                    .forEach(members::add);
            if (members.size() > MAX_MEMBERS) {
                call.refuse(Replies.BAD_PARAMETER);
                return;
            }
            call.live().changeDiscussion(discussion.did(), found -> found.withMembers(List.copyOf(members)));
            call.did("change_discu_mem", of(discussion).put("members", members.size()));
            call.ok();
        });
    }

    private static void rename(Call call) {
        String name = call.text("discu_name");
        if (name.isEmpty() || name.length() > GroupEndpoints.MAX_NAME) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.withDiscussion("did", discussion -> {
            call.live().changeDiscussion(discussion.did(), found -> found.withName(name));
            call.did("modify_discu_info", of(discussion).put("discu_name", name));
            call.ok();
        });
    }

    private static void quit(Call call) {
        call.withDiscussion("did", discussion -> {
            call.live().removeDiscussion(discussion.did());
            call.did("quit_discu", of(discussion));
            call.ok();
        });
    }

    private static ObjectNode of(Discussion discussion) {
        return Json.object().put("did", discussion.did());
    }
}

package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Becoming friends and ceasing to be, on s.web2.qq.com. Whoever accepts or removes somebody sees it in the friend list,
 * and a session of the older WebQQ is told so besides ({@code buddylist_change}).
 */
final class FriendshipEndpoints {

    /** A search without the answer to a captcha (seen in lwqq). Only the strict sandbox wants one. */
    private static final int CAPTCHA_WANTED = 100_110;

    private static final int MAX_NAME = 100;

    private static final Predicate<String> HOST = "s.web2.qq.com"::equals;

    private FriendshipEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(HOST, "/api/allow_and_add2", access.api(FriendshipEndpoints::acceptAndAdd));
        routes.add(HOST, "/api/allow_added_request2", access.api(call -> answerRequest(call, "allow_added_request2")));
        routes.add(HOST, "/api/deny_added_request2", access.api(call -> answerRequest(call, "deny_added_request2")));
        routes.add(HOST, "/api/add_no_verify2", access.api(FriendshipEndpoints::add));
        routes.add(HOST, "/api/add_need_verify2", access.api(FriendshipEndpoints::ask));
        routes.add(HOST, "/api/search_qq_by_uin2", access.api(FriendshipEndpoints::search));
        routes.add(HOST, "/api/change_mark_name2", access.api(FriendshipEndpoints::rename));
        routes.add(HOST, "/api/modify_friend_group", access.api(FriendshipEndpoints::move));
        routes.add(HOST, "/api/delete_friend", access.api(FriendshipEndpoints::remove));
    }

    /** Accepts and adds: {@code gid} is a category here, {@code mname} the remark. */
    private static void acceptAndAdd(Call call) {
        withRequester(call, person -> {
            befriend(call, person, call.text("mname"), category(call, "gid"));
            call.did("allow_and_add2", Json.object().put("account", person.qq()).put("mname", call.text("mname")));
            call.ok();
        });
    }

    private static void answerRequest(Call call, String name) {
        withRequester(call, person -> {
            ObjectNode details = Json.object().put("account", person.qq());
            if (!call.text("msg").isEmpty()) {
                details.put("msg", call.text("msg"));
            }
            call.did(name, details);
            call.ok();
        });
    }

    private interface OfPerson {
        void with(Person person);
    }

    /** Somebody who has asked; the lenient sandbox takes anybody it knows for one. */
    private static void withRequester(Call call, OfPerson action) {
        long qq = call.number("account");
        boolean asked = call.live().answerRequest(qq);
        Optional<Person> person = call.live()
                .personOfNumber(qq)
                .filter(known -> asked || !call.options().strict());
        person.ifPresentOrElse(action::with, () -> call.refuse(Replies.BAD_PARAMETER));
    }

    /** Adds somebody who lets everybody do so. */
    private static void add(Call call) {
        withNumber(call, person -> {
            befriend(call, person, call.text("mname"), category(call, "groupid"));
            call.did("add_no_verify2", Json.object().put("account", person.qq()));
            call.ok();
        });
    }

    /** Asks somebody to become a friend; the answer is up to {@code /sandbox/event}. */
    private static void ask(Call call) {
        withNumber(call, person -> {
            call.did(
                    "add_need_verify2",
                    Json.object().put("account", person.qq()).put("msg", call.text("msg")));
            call.ok();
        });
    }

    private static void search(Call call) {
        if (call.options().strict() && call.text("code").isEmpty()) {
            call.refuse(CAPTCHA_WANTED);
            return;
        }
        call.live()
                .personOfNumber(call.number("tuin"))
                .ifPresentOrElse(
                        person -> call.answer(Profiles.found(person, call.wire(person.uin()))),
                        () -> call.refuse(Replies.BAD_PARAMETER));
    }

    private static void rename(Call call) {
        String name = call.text("markname");
        if (name.length() > MAX_NAME) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        call.withFriend("tuin", friend -> {
            call.live().befriend(friend.person(), name, friend.category());
            call.did("change_mark_name2", of(friend).put("markname", name));
            call.ok();
        });
    }

    private static void move(Call call) {
        call.withFriend("tuin", friend -> {
            int category = category(call, "newid");
            call.live().befriend(friend.person(), friend.remark(), category);
            call.did("modify_friend_group", of(friend).put("newid", category));
            call.ok();
        });
    }

    private static void remove(Call call) {
        call.withFriend("tuin", friend -> {
            call.live().unfriend(friend.person().uin());
            call.account()
                    .tell(
                            Era.A,
                            Notice.friends(List.of(), 0, List.of(friend.person().uin())));
            call.did("delete_friend", of(friend).put("delType", call.number("delType")));
            call.ok();
        });
    }

    private static void withNumber(Call call, OfPerson action) {
        call.live()
                .personOfNumber(call.number("account"))
                .ifPresentOrElse(action::with, () -> call.refuse(Replies.BAD_PARAMETER));
    }

    private static void befriend(Call call, Person person, String remark, int category) {
        call.live().befriend(person, remark, category);
        call.account().tell(Era.A, Notice.friends(List.of(person.uin()), category, List.of()));
    }

    /** The category that the parameter tells; the default one when the account has none of that index. */
    private static int category(Call call, String name) {
        long index = call.number(name);
        return call.world().categories().stream().anyMatch(category -> category.index() == index) ? (int) index : 0;
    }

    private static ObjectNode of(Friend friend) {
        return Json.object().put("uin", friend.person().uin());
    }
}

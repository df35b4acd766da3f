package dev.rookery.host.sandbox;

import dev.rookery.host.sandbox.World.Discussion;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The world of an account as it is now. It begins as configured and follows what the people and the bot do: whoever
 * leaves a list is still known as a person, and each change replaces the immutable {@link World} behind it.
 *
 * <p>For the event loop only.
 */
final class LiveWorld {

    /** The most members that a group may grow to; more are refused. */
    static final int MAX_MEMBERS = 100_000;

    /** The membership counter that discussions start with, that of a capture. */
    static final int FIRST_DISCUSSION_SEQ = 12;

    /** Where the handles of those that come later are taken from; taken ones are skipped. */
    private static final long FIRST_NEW_UIN = 2_800_000_000L;

    private static final long FIRST_NEW_NUMBER = 950_000_000L;

    /** Friend requests that wait for an answer; of more the oldest is forgotten. */
    private static final int MAX_REQUESTS = 1_000;

    private final Map<Long, Person> people = new LinkedHashMap<>();
    private final Map<Long, GroupNotes> notes = new HashMap<>();
    private final Map<Long, Integer> discussionSeqs = new HashMap<>();
    private final Set<Long> requests = new LinkedHashSet<>();
    private World now;
    private long lastUin = FIRST_NEW_UIN;
    private long lastNumber = FIRST_NEW_NUMBER;

    LiveWorld(World configured) {
        this.now = configured;
        Stream.of(
                        Stream.of(configured.account()),
                        configured.friends().stream().map(Friend::person),
                        configured.groups().stream()
                                .flatMap(group -> group.members().stream())
                                .map(Member::person),
                        configured.discussions().stream().flatMap(discussion -> discussion.members().stream()))
                .flatMap(each -> each)
                .forEach(person -> people.put(person.uin(), person));
    }

    World now() {
        return now;
    }

    Person account() {
        return now.account();
    }

    /** Anybody of that uin, whether still in a list or not. */
    Optional<Person> person(long uin) {
        return Optional.ofNullable(people.get(uin));
    }

    /** Anybody of that QQ number. */
    Optional<Person> personOfNumber(long qq) {
        return people.values().stream().filter(person -> person.qq() == qq).findFirst();
    }

    /** The person of that QQ number, made up with that nickname when there is none yet. */
    Person personOfNumber(long qq, String nick) {
        return personOfNumber(qq).orElseGet(() -> newcomer(qq, nick));
    }

    /** The first in the world who is no friend of the account. */
    Optional<Person> stranger() {
        return people.values().stream()
                .filter(person -> person.uin() != account().uin()
                        && now.friend(person.uin()).isEmpty())
                .findFirst();
    }

    /** Somebody has asked to be a friend of the account. */
    void request(Person person) {
        requests.add(person.qq());
        if (requests.size() > MAX_REQUESTS) {
            requests.remove(requests.iterator().next());
        }
    }

    /** The account answers a friend request; whether there was one of that QQ number. */
    boolean answerRequest(long qq) {
        return requests.remove(qq);
    }

    Optional<Group> groupByNumber(long number) {
        return now.groups().stream().filter(group -> group.number() == number).findFirst();
    }

    /** What the account alone knows or has set about a group. */
    GroupNotes notes(long gid) {
        return notes.computeIfAbsent(gid, any -> new GroupNotes());
    }

    /** The membership counter of a discussion. */
    int discussionSeq(long did) {
        return discussionSeqs.getOrDefault(did, FIRST_DISCUSSION_SEQ);
    }

    /** Somebody is no longer what they were; every list that has them follows. */
    void change(Person person) {
        people.put(person.uin(), person);
        Person account = now.account().uin() == person.uin() ? person : now.account();
        now = new World(
                account,
                now.password(),
                now.categories(),
                each(
                        now.friends(),
                        friend -> friend.person().uin() == person.uin(),
                        friend -> new Friend(person, friend.remark(), friend.category())),
                each(now.groups(), group -> group.member(person.uin()).isPresent(), group -> changed(group, person)),
                each(
                        now.discussions(),
                        discussion -> discussion.member(person.uin()).isPresent(),
                        discussion -> discussion.withMembers(
                                each(discussion.members(), one -> one.uin() == person.uin(), one -> person))));
    }

    private static Group changed(Group group, Person person) {
        Group changed = group.withMembers(
                each(group.members(), one -> one.person().uin() == person.uin(), one -> one.withPerson(person)));
        return changed.owner().uin() == person.uin() ? changed.withOwner(person) : changed;
    }

    /** Somebody becomes a friend, or is one with another remark and category. */
    void befriend(Person person, String remark, int category) {
        Friend friend = new Friend(person, remark, category);
        friends(
                now.friend(person.uin()).isPresent()
                        ? each(now.friends(), one -> one.person().uin() == person.uin(), one -> friend)
                        : with(now.friends(), friend));
    }

    void unfriend(long uin) {
        friends(without(now.friends(), friend -> friend.person().uin() == uin));
    }

    /** The account becomes a member of a group, which is new to it. */
    void add(Group group) {
        group.members().forEach(member -> people.putIfAbsent(member.person().uin(), member.person()));
        groups(with(now.groups(), group));
    }

    /** The group is not in the account's list any more, with all that the account had noted about it. */
    void removeGroup(long gid) {
        notes.remove(gid);
        groups(without(now.groups(), group -> group.gid() == gid));
    }

    void changeGroup(long gid, UnaryOperator<Group> change) {
        groups(each(now.groups(), group -> group.gid() == gid, change));
    }

    void changeMember(long gid, long uin, UnaryOperator<Member> change) {
        changeGroup(
                gid,
                group -> group.withMembers(
                        each(group.members(), one -> one.person().uin() == uin, change)));
    }

    /** Somebody joins a group that the account is a member of; who is one already stays as they are. */
    void join(long gid, Person person) {
        people.putIfAbsent(person.uin(), person);
        changeGroup(
                gid,
                group -> group.member(person.uin()).isPresent()
                        ? group
                        : group.withMembers(with(group.members(), new Member(person, "", 0))));
    }

    /** Somebody leaves a group; when it is the account, the group leaves its list. */
    void leave(long gid, long uin) {
        if (uin == account().uin()) {
            removeGroup(gid);
        } else {
            changeGroup(
                    gid,
                    group -> group.withMembers(
                            without(group.members(), one -> one.person().uin() == uin)));
        }
    }

    /** Fills a group up with made-up members until it has that many; a group that has more stays as it is. */
    Group grow(Group group, int size) {
        List<Member> members = new ArrayList<>(group.members());
        while (members.size() < size) {
            long uin = freeUin();
            Person person = newcomer(uin, uin, "member " + (members.size() + 1));
            members.add(new Member(person, "", 0));
        }
        Group grown = group.withMembers(List.copyOf(members));
        changeGroup(group.gid(), any -> grown);
        return grown;
    }

    /** A new discussion of the account. */
    Discussion discuss(String name, List<Person> others) {
        Discussion discussion = new Discussion(freeNumber(), name, account(), with(others, account()));
        now = with(now.friends(), now.groups(), with(now.discussions(), discussion));
        return discussion;
    }

    void removeDiscussion(long did) {
        discussionSeqs.remove(did);
        now = with(now.friends(), now.groups(), without(now.discussions(), one -> one.did() == did));
    }

    /** Changes a discussion; its membership counter goes up with every change of who is in it. */
    void changeDiscussion(long did, UnaryOperator<Discussion> change) {
        now.discussion(did).ifPresent(old -> {
            Discussion changed = change.apply(old);
            if (!changed.members().equals(old.members())) {
                discussionSeqs.put(did, discussionSeq(did) + 1);
            }
            now = with(now.friends(), now.groups(), each(now.discussions(), one -> one.did() == did, one -> changed));
        });
    }

    /** A number for a new gid, code, did or group number that nothing in this world has yet. */
    long freeNumber() {
        do {
            lastNumber++;
        } while (isTaken(lastNumber));
        return lastNumber;
    }

    private boolean isTaken(long number) {
        return now.discussion(number).isPresent()
                || now.groups().stream()
                        .anyMatch(group -> group.gid() == number || group.code() == number || group.number() == number);
    }

    private long freeUin() {
        do {
            lastUin++;
        } while (people.containsKey(lastUin));
        return lastUin;
    }

    private Person newcomer(long qq, String nick) {
        return newcomer(freeUin(), qq, nick);
    }

    private Person newcomer(long uin, long qq, String nick) {
        Person person = new Person(uin, qq, nick, "", "unknown", "", "", "", 0, "offline", 1, 0);
        people.put(uin, person);
        return person;
    }

    private void friends(List<Friend> changed) {
        now = with(changed, now.groups(), now.discussions());
    }

    private void groups(List<Group> changed) {
        now = with(now.friends(), changed, now.discussions());
    }

    private World with(List<Friend> friends, List<Group> groups, List<Discussion> discussions) {
        return new World(now.account(), now.password(), now.categories(), friends, groups, discussions);
    }

    private static <T> List<T> each(List<T> list, Predicate<T> which, UnaryOperator<T> change) {
        return list.stream()
                .map(one -> which.test(one) ? change.apply(one) : one)
                .toList();
    }

    private static <T> List<T> with(List<T> list, T added) {
        return Stream.concat(list.stream(), Stream.of(added)).toList();
    }

    private static <T> List<T> without(List<T> list, Predicate<T> which) {
        return list.stream().filter(which.negate()).toList();
    }
}

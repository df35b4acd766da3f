package dev.rookery.host.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who there is to talk to in a sandbox: one account, its friends, groups and discussions. Immutable.
 *
 * <p>Read from YAML, see the comments in the resource {@code world.yml}, which is {@link #standard()}. Numbers are
 * those of the protocol: a {@code uin} is the opaque handle that messages carry, {@code qq} the number that people
 * know; the account itself has the same number for both.
 *
 * @param account the account that bots sign in with
 * @param password what the account types to sign in without a QR code
 * @param categories the friend groups that the account has made, without the default one, 0
 * @param friends the friends, in the order of their list
 * @param groups the groups, in the order of their list
 * @param discussions the discussions, in the order of their list
 */
public record World(
        Person account,
        String password,
        List<Category> categories,
        List<Friend> friends,
        List<Group> groups,
        List<Discussion> discussions) {

    /**
     * A person.
     *
     * @param uin the handle in messages and lists
     * @param qq the number that people know
     * @param nick the nickname
     * @param signature the line that the person shows under the name
     * @param gender male, female or unknown
     * @param face number of the avatar
     * @param status online, offline, away, busy, silent, hidden or callme
     * @param clientType what the person is on line with: 1 a PC, 21 a phone, 41 WebQQ
     * @param vip level of a paying member, 0 for everybody else
     */
    public record Person(
            long uin,
            long qq,
            String nick,
            String signature,
            String gender,
            String country,
            String province,
            String city,
            int face,
            String status,
            int clientType,
            int vip) {

        /** The same person under another number. */
        Person withNumber(long number) {
            return new Person(
                    number, number, nick, signature, gender, country, province, city, face, status, clientType, vip);
        }

        boolean isOnline() {
            return !status.equals("offline") && !status.equals("hidden");
        }

        Person withStatus(String changed, int client) {
            return new Person(uin, qq, nick, signature, gender, country, province, city, face, changed, client, vip);
        }

        Person withNick(String changed) {
            return new Person(
                    uin, qq, changed, signature, gender, country, province, city, face, status, clientType, vip);
        }

        Person withSignature(String changed) {
            return new Person(uin, qq, nick, changed, gender, country, province, city, face, status, clientType, vip);
        }
    }

    /** A friend group of the account. */
    public record Category(int index, String name) {}

    /** A friend: the person, the remark of the account (empty for none), and the index of the friend group. */
    public record Friend(Person person, String remark, int category) {

        String shownName() {
            return remark.isEmpty() ? person.nick() : remark;
        }
    }

    /** A member of a group: the person, the card in that group (empty for none), and the flags of the wire. */
    public record Member(Person person, String card, int flags) {

        /** The bit of {@code flags} that makes an administrator; what the others mean nobody has found out. */
        private static final int ADMIN = 1;

        String shownName() {
            return card.isEmpty() ? person.nick() : card;
        }

        boolean isAdmin() {
            return (flags & ADMIN) != 0;
        }

        Member withAdmin(boolean admin) {
            return new Member(person, card, admin ? flags | ADMIN : flags & ~ADMIN);
        }

        Member withCard(String changed) {
            return new Member(person, changed, flags);
        }

        Member withPerson(Person changed) {
            return new Member(changed, card, flags);
        }
    }

    /**
     * A group.
     *
     * @param gid what messages are sent to
     * @param code what the member list is asked with
     * @param number the number that people type to join
     * @param remark the name that the account gave it, empty for none
     * @param memo the announcement
     */
    public record Group(
            long gid,
            long code,
            long number,
            String name,
            String remark,
            String memo,
            Person owner,
            List<Member> members) {

        Optional<Member> member(long uin) {
            return members.stream()
                    .filter(member -> member.person().uin() == uin)
                    .findFirst();
        }

        /** Whether that member may do what is not for everybody: the owner and the administrators may. */
        boolean mayManage(long uin) {
            return owner.uin() == uin || member(uin).filter(Member::isAdmin).isPresent();
        }

        Group withName(String changed) {
            return new Group(gid, code, number, changed, remark, memo, owner, members);
        }

        Group withRemark(String changed) {
            return new Group(gid, code, number, name, changed, memo, owner, members);
        }

        Group withMemo(String changed) {
            return new Group(gid, code, number, name, remark, changed, owner, members);
        }

        Group withOwner(Person changed) {
            return new Group(gid, code, number, name, remark, memo, changed, members);
        }

        Group withMembers(List<Member> changed) {
            return new Group(gid, code, number, name, remark, memo, owner, changed);
        }
    }

    /** A discussion. */
    public record Discussion(long did, String name, Person owner, List<Person> members) {

        Optional<Person> member(long uin) {
            return members.stream().filter(member -> member.uin() == uin).findFirst();
        }

        Discussion withName(String changed) {
            return new Discussion(did, changed, owner, members);
        }

        Discussion withMembers(List<Person> changed) {
            return new Discussion(did, name, owner, changed);
        }
    }

    /** The world that comes with Rookery: Pual, three friends, two groups, one discussion. */
    public static World standard() {
        try (InputStream in = Objects.requireNonNull(World.class.getResourceAsStream("world.yml"), "world.yml")) {
            return WorldReader.read("world.yml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read the resource world.yml", failure);
        }
    }

    /**
     * Reads a world of your own.
     *
     * @throws IllegalArgumentException telling the file, the place in it, what is wrong and what is expected
     * @throws IOException when the file cannot be read
     */
    public static World read(Path file) throws IOException {
        return WorldReader.read(file.toString(), Files.readString(file));
    }

    /**
     * Reads a world from YAML text.
     *
     * @param name what error messages call the text
     * @throws IllegalArgumentException telling the name, the place, what is wrong and what is expected
     */
    public static World parse(String name, String yaml) {
        return WorldReader.read(name, yaml);
    }

    Optional<Friend> friend(long uin) {
        return friends.stream().filter(friend -> friend.person().uin() == uin).findFirst();
    }

    Optional<Group> group(long gid) {
        return groups.stream().filter(group -> group.gid() == gid).findFirst();
    }

    Optional<Group> groupByCode(long code) {
        return groups.stream().filter(group -> group.code() == code).findFirst();
    }

    Optional<Discussion> discussion(long did) {
        return discussions.stream()
                .filter(discussion -> discussion.did() == did)
                .findFirst();
    }

    /** Everybody who is met in this world, some more than once. */
    Stream<Person> people() {
        return Stream.of(
                        Stream.of(account),
                        friends.stream().map(Friend::person),
                        groups.stream()
                                .flatMap(group -> group.members().stream())
                                .map(Member::person),
                        discussions.stream().flatMap(discussion -> discussion.members().stream()))
                .flatMap(people -> people);
    }

    /** Anybody of that uin who is met in this world. */
    Optional<Person> person(long uin) {
        return people().filter(person -> person.uin() == uin).findFirst();
    }
}

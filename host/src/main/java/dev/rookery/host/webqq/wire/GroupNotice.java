package dev.rookery.host.webqq.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a poll tells about a group: {@code sys_g_msg} by its inner type (shapes from captures of lwqq), and
 * {@code group_web_message}.
 */
public sealed interface GroupNotice extends PollEvent {

    WireGroup group();

    /**
     * {@code group_create}: a group was made.
     *
     * @param owner by whom; null where the wire leaves it out
     */
    record Created(WireGroup group, @Nullable Uin owner) implements GroupNotice {}

    /**
     * {@code group_join}: somebody came in.
     *
     * @param by who let them in; null where the wire leaves it out
     */
    record Joined(
            WireGroup group, WirePerson member, @Nullable WirePerson by) implements GroupNotice {}

    /**
     * {@code group_leave}: somebody is gone.
     *
     * @param kicked whether they were put out and did not leave by themselves
     * @param by who put them out; null unless kicked and told
     */
    record Left(
            WireGroup group,
            WirePerson member,
            boolean kicked,
            @Nullable WirePerson by) implements GroupNotice {}

    /**
     * {@code group_request_join}: somebody asks to come in. Only administrators are told.
     *
     * @param words what they say; may be empty
     */
    record JoinRequested(WireGroup group, WirePerson who, String words) implements GroupNotice {}

    /**
     * {@code group_request_join_agree} and {@code group_request_join_deny}: a request was decided, our own or one that
     * we manage.
     *
     * @param agreed whether the answer was yes
     * @param member whose request it was; null where the wire leaves it out
     * @param by who decided; null where the wire leaves it out
     * @param words the reason given; may be empty
     */
    record JoinDecided(
            WireGroup group,
            boolean agreed,
            @Nullable WirePerson member,
            @Nullable WirePerson by,
            String words) implements GroupNotice {}

    /**
     * {@code group_web_message}: a page was put into the group, as a rule the notice of a shared file, whose name is
     * then the second line (Mojo-Webqq shows it as "共享文件 [name]").
     *
     * @param sender who did it
     * @param head whose picture the page shows; null without one
     * @param lines its lines of text
     */
    record WebMessage(WireGroup group, Uin sender, @Nullable QqNumber head, List<String> lines) implements GroupNotice {
        public WebMessage {
            lines = List.copyOf(lines);
        }
    }
}

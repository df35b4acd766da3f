package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.heard;
import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a hostile server or a plugin could make the codecs read and write: no exception, answers within their bounds,
 * and what is written is read as the same.
 */
class FuzzTest {

    private static final PictureOrigin ORIGIN =
            new PictureOrigin("pual", ChatKind.GROUP, 3500000001L, new Uin(2000000001L), "1");

    private static final List<String> TYPES = List.of(
            "message",
            "group_message",
            "discu_message",
            "sess_message",
            "buddies_status_change",
            "input_notify",
            "shake_message",
            "kick_message",
            "system_message",
            "buddylist_change",
            "sys_g_msg",
            "group_web_message",
            "file_message",
            "filesrv_transfer",
            "push_offfile",
            "notify_offfile",
            "tips",
            "av_request",
            "av_refuse",
            "x");

    private static final List<String> INNER_TYPES = List.of(
            "verify_required",
            "added_buddy_sig",
            "verify_pass",
            "verify_pass_add",
            "group_create",
            "group_join",
            "group_leave",
            "group_request_join",
            "group_request_join_agree",
            "group_request_join_deny");

    private static final List<String> ELEMENTS = List.of("font", "face", "offpic", "cface", "sound", "");

    private static final List<String> NAMES = List.of(
            "from_uin",
            "send_uin",
            "did",
            "uin",
            "msg_id",
            "msg_id2",
            "time",
            "group_code",
            "info_seq",
            "seq",
            "id",
            "ruin",
            "service_type",
            "status",
            "client_type",
            "reason",
            "account",
            "msg",
            "added_friends",
            "removed_friends",
            "gcode",
            "t_gcode",
            "new_member",
            "old_member",
            "op_type",
            "request_uin",
            "admin_uin",
            "admin_nick",
            "session_id",
            "name",
            "cancel_type",
            "file_infos",
            "ip",
            "port",
            "rkey",
            "expire_time",
            "size");

    private static final List<String> PICTURE_NAMES =
            List.of("name", "size", "style", "color", "file_path", "file_id", "key", "server");

    private static final List<String> CALLS = List.of(
            "ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n",
            "ptuiCB('0','0','http://ptlogin4.web2.qq.com/check_sig?pttype=1&uin=1002003004','0','登录成功！', 'Pual');",
            "ptui_checkVC('0','!PTH','\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\x3c');",
            "ptui_checkVC('1','d8a8','\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\x3c','b194','1');",
            "ptui_auth_CB('0','http://ptlogin2.web2.qq.com/check_sig?uin=1&ptsigx=6d85')",
            "var g_login_sig=encodeURIComponent(\"0-5nbNhRkbVn5a\");");

    private static final String PAGE = "<?xml version=\"1.0\" encoding=\"utf-8\"?><d><n t=\"h\" u=\"700000001\"/>"
            + "<n t=\"t\" s=\"共享文件\"/><n t=\"b\"/><n t=\"t\" s=\"readme.txt\"/></d>";

    @Test
    void anyContentIsRead() {
        Fuzz.cases(fuzz -> {
            JsonNode content = json(fuzz.oneIn(8) ? fuzz.json(3, PICTURE_NAMES) : content(fuzz));
            Message message = ContentReader.read(content, fuzz.oneIn(2), ORIGIN);
            assertThat(message.isEmpty()).isFalse();
            assertThat(message.segments().size()).isLessThanOrEqualTo(2 * ContentReader.MAX_ELEMENTS);
            // What was heard can be said again.
            assertThat(heard(json(Content.write(message)), false).isEmpty()).isFalse();
        });
    }

    @Test
    void whatIsSentIsHeardAsTheSameInEraA() {
        Fuzz.cases(fuzz -> {
            Message message = message(fuzz);
            ArrayNode content = (ArrayNode) json(Content.write(message));
            JsonNode last = content.get(content.size() - 2);
            if (last.isTextual()) {
                content.set(content.size() - 2, content.textNode(last.asText() + " "));
            } else {
                content.insert(content.size() - 1, " ");
            }
            assertThat(heard(content, true)).isEqualTo(canonical(message));
        });
    }

    @Test
    void whatIsSentIsHeardAsTheSameInEraB() {
        Fuzz.cases(fuzz -> {
            Message message = message(fuzz);
            ArrayNode content = (ArrayNode) json(Content.write(message));
            for (int i = 0; i < content.size(); i++) {
                if (content.get(i).isTextual()) {
                    content.set(i, content.textNode(escaped(content.get(i).asText())));
                }
            }
            Message heard = heard(content, false);
            assertThat(heard).isEqualTo(canonical(message));
            assertThat(heard.style().bold()).isEqualTo(message.style().bold());
        });
    }

    @Test
    void partsAreWithinTheLimitAndTogetherTheMessage() {
        Fuzz.cases(fuzz -> {
            Message message = anyMessage(fuzz);
            int limit = 4 + fuzz.below(60);
            StringBuilder together = new StringBuilder();
            for (Message part : MessageParts.of(message, limit)) {
                List<Segment> pieces = Content.pieces(part);
                int bytes = sent(part);
                boolean alone = pieces.size() == 1
                        && (!(pieces.get(0) instanceof Segment.Text text)
                                || text.text().codePointCount(0, text.text().length()) == 1);
                assertThat(bytes <= limit || alone)
                        .as("%s of at most %s bytes", pieces, limit)
                        .isTrue();
                pieces.forEach(piece -> together.append(piece.alt()));
            }
            StringBuilder whole = new StringBuilder();
            Content.pieces(message).forEach(piece -> whole.append(piece.alt()));
            assertThat(together.toString()).isEqualTo(whole.toString());
        });
    }

    @Test
    void anyElementOfAPollIsAnEvent() {
        Fuzz.cases(fuzz -> {
            String value = fuzz.object(2, NAMES);
            String rest = value.length() > 2 ? "," + value.substring(1) : "}";
            String element =
                    "{\"poll_type\":\"" + fuzz.pick(TYPES) + "\",\"value\":{\"type\":\"" + fuzz.pick(INNER_TYPES)
                            + "\",\"mode\":\"" + fuzz.pick(List.of("recv", "refuse", "send_ack")) + "\",\"content\":"
                            + content(fuzz)
                            + ",\"xml\":" + Fuzz.quoted(fuzz.mutated(PAGE)) + rest + "}";
            String body = "{\"retcode\":0,\"result\":[" + element + "," + fuzz.json(2, NAMES) + "," + element + "]}";
            JsonNode result = json(body).path("result");
            assertThat(PollResult.read("pual", result, Instant.EPOCH).size()).isBetween(0, 3);
        });
    }

    @Test
    void anyBodyIsAnAnswer() {
        Fuzz.cases(fuzz -> {
            String body = fuzz.mutated("{\"retcode\":0,\"result\":" + fuzz.json(3, NAMES) + "}");
            if (JsonAnswer.of(200, body) instanceof JsonAnswer.Json answer) {
                assertThat(PollVerdict.of(answer.retcode())).isNotNull();
                assertThat(SendVerdict.of(answer)).isNotNull();
                assertThat(PollResult.read("pual", answer.result(), Instant.EPOCH)
                                .size())
                        .isLessThan(100);
            }
        });
    }

    @Test
    void anyAnswerOfTheLoginPagesIsReadOrNone() {
        Fuzz.cases(fuzz -> {
            String body = fuzz.oneIn(8) ? fuzz.text(20) : fuzz.mutated(fuzz.pick(CALLS));
            PtuiCallback.parse(body)
                    .ifPresent(callback -> assertThat(callback.url() + callback.words() + callback)
                            .isNotNull());
            LoginCheck.parse(body)
                    .ifPresent(check -> assertThat(check.salt().bytes()).hasSize(8));
            QuickLogin.parse(body).ifPresent(login -> assertThat(login.url()).startsWith("http"));
            LoginPage.parse(body).ifPresent(page -> assertThat(page.loginSig()).isNotEmpty());
        });
    }

    @Test
    void referencesComeBackAndOthersAreNone() {
        Fuzz.cases(fuzz -> {
            String text = WireText.clean(fuzz.text(6));
            PictureReference reference = fuzz.oneIn(2)
                    ? new PictureReference.Offpic(new Uin(1 + fuzz.below(9)), text)
                    : new PictureReference.GroupFace(fuzz.oneIn(2), 1, new Uin(2), text, "914490174", text, "");
            assertThat(PictureReference.parse(reference.write())).contains(reference);
            PictureReference.parse(fuzz.mutated(reference.write()))
                    .ifPresent(other ->
                            assertThat(PictureReference.parse(other.write())).contains(other));
        });
    }

    @Test
    void anyPageOfAGroupIsBoundedLines() {
        Fuzz.cases(fuzz -> {
            WebPage page = WebPage.read(fuzz.oneIn(8) ? fuzz.text(20) : fuzz.mutated(PAGE));
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(WebPage.MAX_LINES).doesNotContain("");
        });
    }

    @Test
    void anyNameIsOneBoundedLine() {
        Fuzz.cases(fuzz -> {
            String name = WireText.name(fuzz.text(fuzz.oneIn(16) ? 500 : 20));
            assertThat(name.length()).isLessThanOrEqualTo(WireText.MAX_NAME_CHARS);
            assertThat(name).doesNotContain("\n", "\r", "\0", "\u202e", "\u00a0");
        });
    }

    @Test
    void passwordsOfAnyLengthAreEncryptedAndBack() {
        Fuzz.cases(fuzz -> {
            byte[] key = new byte[16];
            byte[] message = new byte[fuzz.below(40)];
            java.util.Random random = new java.util.Random(fuzz.below(Integer.MAX_VALUE));
            random.nextBytes(key);
            random.nextBytes(message);
            assertThat(TeaDecryption.of(key, Tea.encrypt(key, message, random)).message())
                    .isEqualTo(message);
        });
    }

    /** How many bytes stand in the content for what is not the font, brackets and quotation marks around all. */
    private static int sent(Message part) {
        String content = Content.write(part);
        int around = "[\"\",".length();
        return MessageParts.bytes(content.substring(0, content.lastIndexOf("[\"font\""))) - around;
    }

    /** A content of which most elements are of a kind that is known. */
    private static String content(Fuzz fuzz) {
        StringBuilder content = new StringBuilder("[");
        for (int i = fuzz.below(6); i >= 0; i--) {
            content.append(
                            fuzz.oneIn(2)
                                    ? Fuzz.quoted(fuzz.text(5))
                                    : "[\"" + fuzz.pick(ELEMENTS) + "\"," + fuzz.json(2, PICTURE_NAMES) + "]")
                    .append(i > 0 ? "," : "]");
        }
        return content.toString();
    }

    /** A message of texts and faces, which is all that era B carries. */
    private static Message message(Fuzz fuzz) {
        List<Segment> segments = new ArrayList<>();
        for (int i = fuzz.below(6); i >= 0; i--) {
            segments.add(
                    fuzz.oneIn(3)
                            ? Faces.face(Integer.toString(fuzz.below(213)))
                            : new Segment.Text(fuzz.text(8).replace("【提示", "")));
        }
        return Message.of(segments).withStyle(new TextStyle("", 0, fuzz.oneIn(2), false, false, ""));
    }

    private static Message anyMessage(Fuzz fuzz) {
        List<Segment> segments = new ArrayList<>(message(fuzz).segments());
        for (int i = fuzz.below(4); i > 0; i--) {
            segments.add(
                    fuzz.below(segments.size() + 1),
                    switch (fuzz.below(4)) {
                        case 0 -> new Segment.Mention(new PersonId("pual", "1"), fuzz.text(10));
                        case 1 -> new Segment.Image(new Media.Remote("pual", "1:withheld"), fuzz.text(10));
                        case 2 -> new Segment.Unknown("sticker", Map.of());
                        default -> new Segment.Face(fuzz.text(2), fuzz.text(4));
                    });
        }
        return Message.of(segments);
    }

    /** The message as it is known to change on the way. */
    private static Message canonical(Message message) {
        List<Segment> segments = new ArrayList<>();
        for (Segment segment : message.segments()) {
            segments.add(
                    segment instanceof Segment.Text text ? new Segment.Text(WireText.outgoing(text.text())) : segment);
        }
        int last = segments.size() - 1;
        boolean spaceAfterFace = last > 0
                && segments.get(last).equals(new Segment.Text(" "))
                && segments.get(last - 1) instanceof Segment.Face;
        if (spaceAfterFace) {
            segments.remove(last);
        }
        if (segments.isEmpty()) {
            // Nothing is sent as a space.
            return Message.text(" ");
        }
        return Message.of(segments);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the upload pages answer: a script that calls back the page of the web client, in HTML. */
public final class UploadAnswer {

    /** A longer answer is none. */
    private static final int MAX_CHARS = 64 << 10;

    private static final Pattern RET = Pattern.compile("['\"]?ret['\"]?\\s*:\\s*'?(-?\\d{1,9})");
    private static final Pattern NAME = Pattern.compile("['\"]?msg['\"]?\\s*:\\s*['\"]([\\w{}.-]{1,200})[ '\"]");
    private static final int THERE_ALREADY = 4;
    private static final int TOO_LARGE = 2;

    private UploadAnswer() {}

    /** Reads the answer of upload_offline_pic: {@code …callbackSendPic({"retcode":0,…,"filepath":"/…"})}. */
    public static Answer<OutgoingPicture> ofFriend(int status, String page) {
        int begin = page.indexOf('{');
        int end = page.lastIndexOf('}');
        if (status != 200 || page.length() > MAX_CHARS || begin < 0 || end < begin) {
            return unreadable(status);
        }
        JsonNode json;
        try {
            json = JsonAnswer.JSON.readTree(page.substring(begin, end + 1));
        } catch (JsonProcessingException e) {
            return unreadable(status);
        }
        int retcode = json.path("retcode").asInt(JsonAnswer.NO_RETCODE);
        String path = json.path("filepath").asText("");
        if (retcode != 0 || path.isEmpty()) {
            return new Answer.Refused<>("the picture was not taken: retcode " + retcode);
        }
        return new Answer.Done<>(new OutgoingPicture.Offpic(
                path, json.path("filename").asText(""), json.path("filesize").asLong()));
    }

    /** Reads the answer of cface_upload: {@code …({'ret':0,'msg':'<name>'})}. */
    public static Answer<OutgoingPicture> ofGroup(int status, String page) {
        Matcher ret = RET.matcher(page);
        if (status != 200 || page.length() > MAX_CHARS || !ret.find()) {
            return unreadable(status);
        }
        int code = Integer.parseInt(ret.group(1));
        Matcher name = NAME.matcher(page);
        if ((code == 0 || code == THERE_ALREADY) && name.find()) {
            return new Answer.Done<>(new OutgoingPicture.GroupFace(name.group(1)));
        }
        return new Answer.Refused<>(
                code == TOO_LARGE
                        ? "the picture is too large for the server"
                        : "the picture was not taken: ret " + code);
    }

    private static Answer<OutgoingPicture> unreadable(int status) {
        return new Answer.Refused<>("the picture was not taken: the server answered "
                + (status == 200 ? "no callback" : "HTTP status " + status));
    }
}

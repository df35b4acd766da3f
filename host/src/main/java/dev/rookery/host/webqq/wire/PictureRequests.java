package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.Multipart;
import java.net.URI;
import java.util.Optional;

/** Fetching pictures in both eras, and uploading them in era A: nothing but text and faces could be sent in era B. */
public final class PictureRequests {

    /** An address for which the cookies of the upload are valid. */
    public static final URI UPLOAD = URI.create("https://weboffline.ftn.qq.com/ftn_access/upload_offline_pic");

    /** Pictures of friends are often elsewhere by now. */
    private static final int MAX_REDIRECTS = 5;

    /** The hosts of avatars were face1 to face10; any has all of them. */
    private static final int FACE_HOSTS = 10;

    private final Era era;

    PictureRequests(Era era) {
        this.era = era;
    }

    /** Fetches a picture that was heard; nothing when the server did not tell which. */
    public Optional<HttpRequest> fetch(Session session, PictureReference reference) {
        if (reference instanceof PictureReference.Offpic offpic) {
            return Optional.of(channel(session, "get_offpic2")
                    .query("f_uin", Long.toString(offpic.from().value()))
                    .query("file_path", offpic.filePath())
                    .build());
        }
        if (reference instanceof PictureReference.FriendFace face) {
            return Optional.of(channel(session, "get_cface2")
                    .query("lcid", face.messageId())
                    .query("guid", face.name())
                    .query("to", Long.toString(face.from().value()))
                    .query("count", "5")
                    .query("time", "1")
                    .build());
        }
        if (reference instanceof PictureReference.GroupFace face) {
            return Optional.of(groupPicture(session, face));
        }
        return Optional.empty();
    }

    /** Both eras ask {@code d.web2.qq.com}, whatever the other calls of the channel do (lwqq, Mojo-Webqq). */
    private HttpRequest.Builder channel(Session session, String call) {
        return era.picturePage()
                .get("https://d.web2.qq.com/channel/" + call)
                .followRedirects(MAX_REDIRECTS)
                .allowDowngrade()
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid());
    }

    private HttpRequest groupPicture(Session session, PictureReference.GroupFace face) {
        int colon = face.server().lastIndexOf(':');
        return era.picturePage()
                .get("https://web2.qq.com/cgi-bin/get_group_pic")
                .followRedirects(MAX_REDIRECTS)
                .allowDowngrade()
                .query("type", face.discussion() ? "1" : "0")
                .query("fid", face.fileId())
                .query("gid", Long.toString(face.group()))
                .query("pic", face.name())
                .query("rip", colon < 0 ? face.server() : face.server().substring(0, colon))
                .query("rport", colon < 0 ? "" : face.server().substring(colon + 1))
                .query("uin", Long.toString(face.sender().value()))
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    /** Fetches somebody's picture. */
    public HttpRequest avatar(Session session, Uin who) {
        long host = who.value() % FACE_HOSTS + 1;
        return era.picturePage()
                .get("https://face" + host + ".web.qq.com/cgi/svr/face/getface")
                .followRedirects(MAX_REDIRECTS)
                .allowDowngrade()
                .query("cache", "0")
                .query("type", "1")
                .query("fid", "0")
                .query("uin", Long.toString(who.value()))
                .query("vfwebqq", session.vfwebqq())
                .build();
    }

    /**
     * Uploads a picture for a friend; the answer is read by {@link UploadAnswer#ofFriend}.
     *
     * @param skey the cookie
     */
    public HttpRequest uploadForFriend(
            Session session, Uin friend, String fileName, ImageType type, byte[] bytes, String skey) {
        return era.picturePage()
                .post(UPLOAD.toString())
                .query("time", Page.now())
                .multipart(new Multipart()
                        .field("callback", "parent.EQQ.Model.ChatMsg.callbackSendPic")
                        .field("locallangid", "2052")
                        .field("clientversion", "1409")
                        .field("uin", Long.toString(session.number().value()))
                        .field("skey", skey)
                        .field("appid", "1002101")
                        .field("peeruin", Long.toString(friend.value()))
                        .file("file", fileName, type.contentType(), bytes)
                        .field("fileid", "1")
                        .field("vfwebqq", session.vfwebqq())
                        .field("senderviplevel", "0")
                        .field("reciverviplevel", "0"))
                .build();
    }

    /** Uploads a picture for groups and discussions; the answer is read by {@link UploadAnswer#ofGroup}. */
    public HttpRequest uploadForGroup(Session session, String fileName, ImageType type, byte[] bytes) {
        return era.picturePage()
                .post("https://up.web2.qq.com/cgi-bin/cface_upload")
                .query("time", Page.now())
                .multipart(new Multipart()
                        .field("from", "control")
                        .field("f", "EQQ.Model.ChatMsg.callbackSendPicGroup")
                        .field("vfwebqq", session.vfwebqq())
                        .file("custom_face", fileName, type.contentType(), bytes)
                        .field("fileid", "1"))
                .build();
    }

    /** Asks for the key with which pictures are shown to groups: {@code gface_key} and {@code gface_sig}. */
    public HttpRequest groupKey(Session session) {
        return era.channelPage()
                .get(era.channel() + "get_gface_sig2")
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .build();
    }
}

package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.FileStore.StoredFile;
import java.net.InetSocketAddress;

/** What the older WebQQ told about files, by the keys that lwqq reads; twqq looks for others and finds nothing. */
final class FileNotice {

    /** The numbers of a capture; what they mean nobody has found out. */
    private static final int DIRECT = 101;

    private static final long INET_IP = 168_428_900L;
    private static final long EXPIRES_SECONDS = 7L * 24 * 60 * 60;

    private FileNotice() {}

    /** A friend offers a file, to be fetched with {@code get_file2} under the number of the offer. */
    static Notice offered(int id, long from, int session, String name, long seconds) {
        return direct(id, from, "recv", value -> value.put("name", name).put("inet_ip", INET_IP), session, seconds);
    }

    /** An offer is off: 1 the other side has cancelled it, 3 it has waited too long. */
    static Notice refused(int id, long from, int session, int cancelType, long seconds) {
        return direct(id, from, "refuse", value -> value.put("cancel_type", cancelType), session, seconds);
    }

    /** A friend takes the file that the bot has offered. */
    static Notice accepted(int id, long from, int session, long seconds) {
        return direct(id, from, "send_ack", value -> {}, session, seconds);
    }

    private interface Fields {
        void add(ObjectNode value);
    }

    private static Notice direct(int id, long from, String mode, Fields fields, int session, long seconds) {
        return new Notice("file_message", (value, era, login) -> {
            value.put("msg_id", id)
                    .put("mode", mode)
                    .put("from_uin", login.uins().wire(from))
                    .put("to_uin", login.account().qq())
                    .put("msg_id2", id)
                    .put("msg_type", 9)
                    .put("reply_ip", Spoken.REPLY_IP)
                    .put("type", DIRECT);
            fields.add(value);
            value.put("time", seconds).put("session_id", session);
        });
    }

    /** How a transfer has ended: 0 well, 50 refused, 51 cancelled, 53 failed. */
    static Notice transferred(int session, String name, int status, long seconds) {
        return new Notice("filesrv_transfer", (value, era, login) -> {
            value.put("file_count", 1)
                    .put("lc_id", session)
                    .put("now", seconds)
                    .put("operation", 2)
                    .put("type", 1);
            value.putArray("file_infos")
                    .addObject()
                    .put("file_name", name)
                    .put("file_status", status)
                    .put("pro_id", session);
        });
    }

    /** A friend has left a file, to be fetched from the address of this server. */
    static Notice left(int id, long from, StoredFile file, InetSocketAddress server, long seconds) {
        return new Notice(
                "push_offfile",
                (value, era, login) -> value.put("msg_id", id)
                        .put("rkey", file.rkey())
                        .put("ip", server.getAddress().getHostAddress())
                        .put("from_uin", login.uins().wire(from))
                        .put("to_uin", login.account().qq())
                        .put("port", server.getPort())
                        .put("size", file.bytes().length)
                        .put("name", file.name())
                        .put("time", seconds)
                        .put("expire_time", seconds + EXPIRES_SECONDS));
    }

    /** What has become of a file that the bot has left: 2 means that it was refused. */
    static Notice answered(int action, String name, long size) {
        return new Notice(
                "notify_offfile",
                (value, era, login) ->
                        value.put("action", action).put("filename", name).put("filesize", size));
    }
}

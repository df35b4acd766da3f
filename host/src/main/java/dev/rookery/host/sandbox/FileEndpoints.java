package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.sandbox.FileStore.StoredFile;
import dev.rookery.host.sandbox.Multipart.Part;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Files of the older WebQQ: those that a friend offers directly, to take or refuse, those that a friend has left, and
 * those that the bot leaves.
 */
final class FileEndpoints {

    /** Direct offers that are remembered; of more the oldest is forgotten. */
    private static final int MAX_OFFERS = 1_000;

    private static final String DOWNLOAD = "/ftn_handler";
    private static final Predicate<String> FILE_HOST = "file1.web.qq.com"::equals;
    private static final Predicate<String> OFFLINE = "weboffline.ftn.qq.com"::equals;

    private final FileStore files;
    /** By session_id. */
    private final Map<Integer, StoredFile> offers = new LinkedHashMap<>();

    FileEndpoints(FileStore files) {
        this.files = files;
    }

    void addTo(Routes routes, Access access) {
        routes.add(Routes.CHANNEL, "/channel/get_file2", access.channel(this::take));
        routes.add(Routes.CHANNEL, "/channel/refuse_file2", access.channel(this::refuse));
        routes.add(Routes.CHANNEL, "/channel/send_offfile2", access.channel(FileEndpoints::leave));
        routes.add(OFFLINE, "/ftn_access/upload_offline_file", this::upload);
        routes.add(FILE_HOST, DOWNLOAD, this::download);
        routes.addUnder(FILE_HOST, "/v2/", access.channel(this::sendDirectly));
    }

    /** Remembers a file that a friend offers under this number. */
    void offer(int session, StoredFile file) {
        offers.put(session, file);
        if (offers.size() > MAX_OFFERS) {
            offers.remove(offers.keySet().iterator().next());
        }
    }

    private void take(Call call) {
        Optional.ofNullable(offers.get((int) call.number("lcid")))
                .ifPresentOrElse(
                        file -> {
                            call.did("get_file2", Json.object().put("name", file.name()));
                            redirect(call.exchange(), file);
                        },
                        () -> call.refuse(Replies.BAD_PARAMETER));
    }

    private void refuse(Call call) {
        int session = (int) call.number("lcid");
        StoredFile file = offers.remove(session);
        call.did("refuse_file2", Json.object().put("session_id", session).put("name", file == null ? "" : file.name()));
        call.ok();
    }

    /** The bot leaves a file that it has uploaded. */
    private static void leave(Call call) {
        call.withFriend(call.text("to").isEmpty() ? "to_uin" : "to", friend -> {
            call.did(
                    "send_offfile2",
                    Json.object()
                            .put("to", friend.person().uin())
                            .put("filename", call.text("filename"))
                            .put("file_path", call.text("file_path")));
            call.ok();
        });
    }

    /** The bot offers a file: {@code /v2/<from>/<to>/…}. Whether it is taken is up to {@code /sandbox/event}. */
    private void sendDirectly(Call call) {
        String[] path = call.exchange().path().split("/", 5);
        long to = path.length < 5 ? Uins.NONE : call.login().uins().world(Requests.number(path[3]));
        Optional<Part> file = Multipart.of(call.exchange()).part("file");
        if (file.isEmpty() || call.world().friend(to).isEmpty()) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        StoredFile stored = files.add(
                PictureEndpoints.safe(file.get().filename()), file.get().bytes(), false);
        call.did(
                "send_file",
                Json.object().put("to", to).put("name", stored.name()).put("path", stored.path()));
        call.ok();
    }

    private void upload(Exchange exchange) {
        Multipart form = Multipart.of(exchange);
        Part file = form.part("file").orElseThrow(() -> new IllegalArgumentException("file: missing"));
        StoredFile stored = files.add(PictureEndpoints.safe(file.filename()), file.bytes(), false);
        PictureEndpoints.script(
                exchange,
                "parent.EQQ.Model.ChatMsg.callbackSendOffFile",
                Json.write(Json.object()
                        .put("retcode", 0)
                        .put("result", "OK")
                        .put("progress", 100)
                        .put("filesize", file.bytes().length)
                        .put("filename", stored.name())
                        .put("filepath", stored.path())));
    }

    /** Leads to the host that has the file, as the real service did for pictures and files. */
    static void redirect(Exchange exchange, StoredFile file) {
        exchange.respond(Response.of(302, "text/html", "")
                .header(
                        "Location",
                        "http://file1.web.qq.com" + DOWNLOAD + "?fname=" + URLEncoder.encode(file.name(), UTF_8)
                                + "&rkey=" + file.rkey()));
    }

    /** Whether a request is one for a file that a friend has left: its key is in the query, its path is its name. */
    boolean has(Exchange exchange) {
        return files.ofRkey(exchange.query().text("rkey")).isPresent();
    }

    /** The bytes, for whoever has the key. */
    void download(Exchange exchange) {
        exchange.respond(files.ofRkey(exchange.query().text("rkey"))
                .map(file -> Response.of(200, file.contentType(), file.bytes())
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Disposition", "attachment"))
                .orElseGet(() -> Response.text(404, "no such file")));
    }
}

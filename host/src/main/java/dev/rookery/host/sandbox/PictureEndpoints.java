package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.sandbox.FileStore.StoredFile;
import dev.rookery.host.sandbox.Multipart.Part;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Pictures: those of messages, to fetch and to upload, and avatars. What the store has forgotten, or never had, is a
 * drawn pattern, always the same for the same name; the strict sandbox answers 404 then.
 */
final class PictureEndpoints {

    private static final Predicate<String> WEB2 = "web2.qq.com"::equals;
    private static final Predicate<String> UPLOAD = "up.web2.qq.com"::equals;
    private static final Predicate<String> OFFLINE = "weboffline.ftn.qq.com"::equals;
    private static final Predicate<String> FACES =
            Pattern.compile("face\\d{1,2}\\.(web|qun)\\.qq\\.com").asMatchPredicate();
    private static final Predicate<String> OFFPIC = Set.of("d.web2.qq.com", "d1.web2.qq.com", "w.qq.com")::contains;

    /** A function of the page that an upload calls back; what is no such name is not repeated. */
    private static final String CALLBACK = "[A-Za-z_][A-Za-z0-9_.]{0,99}";

    private final FileStore files;
    private final boolean strict;

    PictureEndpoints(FileStore files, SandboxOptions options) {
        this.files = files;
        this.strict = options.strict();
    }

    void addTo(Routes routes, Access access) {
        routes.add(OFFPIC, "/channel/get_offpic2", access.channel(call -> offline(call)));
        routes.add(OFFPIC, "/d/channel/get_offpic2", access.channel(call -> offline(call)));
        routes.add(
                Routes.CHANNEL,
                "/channel/get_cface2",
                access.channel(call -> show(call.exchange(), files.ofName(call.text("guid")), call.text("guid"))));
        routes.add(
                WEB2,
                "/cgi-bin/get_group_pic",
                access.api(call -> show(
                        call.exchange(),
                        files.ofId(call.number("fid")).or(() -> files.ofName(call.text("pic"))),
                        call.text("pic"))));
        routes.add(FACES, "/cgi/svr/face/getface", access.api(PictureEndpoints::avatar));
        routes.add(
                Routes.CHANNEL,
                "/channel/get_gface_sig2",
                access.channel(call -> call.answer(Json.object()
                        .put("reply", 0)
                        .put("gface_key", Tokens.letters(16))
                        .put("gface_sig", Tokens.hex(64)))));
        routes.add(OFFLINE, "/ftn_access/upload_offline_pic", exchange -> uploadOffline(exchange, access));
        routes.add(UPLOAD, "/cgi-bin/cface_upload", exchange -> uploadFace(exchange, access));
    }

    private void offline(Call call) {
        String path = call.text("file_path");
        show(call.exchange(), files.ofPath(path), path);
    }

    private void show(Exchange exchange, Optional<StoredFile> found, String name) {
        if (found.isEmpty() && strict) {
            exchange.respond(Response.text(404, "no such picture"));
        } else if (found.filter(StoredFile::isRedirected).isPresent()) {
            FileEndpoints.redirect(exchange, found.get());
        } else {
            exchange.respond(found.map(file -> Response.of(200, file.contentType(), file.bytes()))
                    .orElseGet(() -> Response.of(200, "image/png", Pictures.pattern(name.hashCode()))));
        }
    }

    /** The avatar of a person, or of a group when the type is 4. */
    private static void avatar(Call call) {
        long id = call.id("uin");
        boolean known = call.text("type").equals("4")
                ? call.world().groupByCode(id).isPresent()
                : call.account().person(id).isPresent();
        call.exchange()
                .respond(
                        known
                                ? Response.of(200, "image/png", Pictures.pattern(id))
                                : Response.text(404, "nobody of that number"));
    }

    private void uploadOffline(Exchange exchange, Access access) {
        Multipart form = Multipart.of(exchange);
        Part file = form.part("file").orElseThrow(() -> new IllegalArgumentException("file: missing"));
        String callback = form.text("callback").matches(CALLBACK) ? form.text("callback") : "callback";
        if (!access.mayUpload(form.text("vfwebqq"))) {
            script(exchange, callback, "{\"retcode\":103,\"errmsg\":\"\"}");
            return;
        }
        if (file.bytes().length > FileStore.MAX_PICTURE) {
            script(exchange, callback, "{\"retcode\":1,\"result\":\"too large\"}");
            return;
        }
        StoredFile stored = files.add(safe(file.filename()), file.bytes(), false);
        script(
                exchange,
                callback,
                Json.write(Json.object()
                        .put("retcode", 0)
                        .put("result", "OK")
                        .put("progress", 100)
                        .put("filesize", file.bytes().length)
                        .put("fileid", Math.max(1, Requests.number(form.text("fileid"))))
                        .put("filename", stored.name())
                        .put("filepath", stored.path())));
    }

    private void uploadFace(Exchange exchange, Access access) {
        Multipart form = Multipart.of(exchange);
        Part file = form.part("custom_face").orElseThrow(() -> new IllegalArgumentException("custom_face: missing"));
        String callback = form.text("f").matches(CALLBACK) ? form.text("f") : "callback";
        String name = FileStore.pictureName(file.bytes());
        if (!access.mayUpload(form.text("vfwebqq"))) {
            script(exchange, callback, "{'ret':1,'msg':''}");
        } else if (file.bytes().length > FileStore.MAX_PICTURE) {
            script(exchange, callback, "{'ret':2,'msg':''}");
        } else if (files.ofName(name).isPresent()) {
            script(exchange, callback, "{'ret':4,'msg':'" + name + " " + name + " -7001'}");
        } else {
            files.addPicture(file.bytes(), false);
            script(exchange, callback, "{'ret':0,'msg':'" + name + "'}");
        }
    }

    /** A page that calls a function of the page around it, which is how forms reported back in those days. */
    static void script(Exchange exchange, String function, String argument) {
        exchange.respond(
                200,
                "text/html; charset=utf-8",
                "<head><script type=\"text/javascript\">document.domain='qq.com';" + function + "(" + argument
                        + ");</script></head>\n");
    }

    /** A file name that does no harm in a page, a header or an address. */
    static String safe(String name) {
        String safe = name.replaceAll("[\\p{Cntrl}\"'<>\\\\/]", "_");
        return safe.isEmpty() ? "file" : safe.substring(0, Math.min(safe.length(), 100));
    }
}

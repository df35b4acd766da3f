package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.sandbox.Conversations.Line;
import java.util.List;
import java.util.StringJoiner;

/** What was said before, as the viewer of the older WebQQ asked for it (answers as lwqq reads them). */
final class HistoryEndpoints {

    private static final int DEFAULT_ROWS = 10;
    private static final int SAID_BY_BOT = 16;
    private static final int SAID_TO_BOT = 17;

    private HistoryEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add("web2.qq.com"::equals, "/cgi-bin/webqq_chat/", access.api(HistoryEndpoints::friend));
        routes.add("cgi.web2.qq.com"::equals, "/keycgi/top/groupchatlog", access.api(HistoryEndpoints::group));
    }

    /** A page of so many rows, the last one first counted: page 1 is the oldest; a call of a function, no JSON. */
    private static void friend(Call call) {
        call.withFriend("tuin", friend -> {
            List<Line> lines = call.account()
                    .conversations()
                    .lines(new ChatKey(ChatKey.Kind.FRIEND, friend.person().uin()));
            int rows = (int) (call.number("row") < 1 ? DEFAULT_ROWS : Math.min(call.number("row"), lines.size() + 1L));
            int pages = Math.max(1, (lines.size() + rows - 1) / rows);
            int page = (int) (call.number("page") < 1 ? pages : Math.min(call.number("page"), pages));
            StringJoiner logs = new StringJoiner(",", "[", "]");
            for (Line line : lines.subList((page - 1) * rows, Math.min(page * rows, lines.size()))) {
                boolean bot = line.from() == call.world().account().uin();
                logs.add("{ver:3,cmd:" + (bot ? SAID_BY_BOT : SAID_TO_BOT) + ",seq:" + line.seq() + ",time:"
                        + line.millis() / 1000 + ",type:1,msg:" + Json.write(pieces(line.content())) + "}");
            }
            String callback = call.text("callback").matches("[A-Za-z_][A-Za-z0-9_.]{0,99}")
                    ? call.text("callback")
                    : "alloy.app.chatLogViewer.renderChatLog";
            call.exchange()
                    .respond(
                            200,
                            Replies.scriptType(),
                            callback + "({ret:0,tuin:" + call.number("tuin") + ",page:" + page + ",total:" + pages
                                    + ",chatlogs:" + logs + "})");
        });
    }

    private static ArrayNode pieces(Content content) {
        ArrayNode pieces = Json.array();
        for (JsonNode element : content.incoming(Era.B, ChatKey.Kind.FRIEND)) {
            if (!element.path(0).asText("").equals("font")) {
                pieces.add(element);
            }
        }
        return pieces;
    }

    /** Those numbered from {@code bs} to {@code es}, the last {@code ps} of them; people by their QQ numbers. */
    private static void group(Call call) {
        call.withGroupOfCode("gid", group -> {
            List<Line> lines = call.account().conversations().lines(new ChatKey(ChatKey.Kind.GROUP, group.gid()));
            long first = call.number("bs");
            long last = call.number("es") < 1 ? Long.MAX_VALUE : call.number("es");
            List<Line> wanted = lines.stream()
                    .filter(line -> line.seq() >= first && line.seq() <= last)
                    .toList();
            int rows = (int) (call.number("ps") < 1 ? DEFAULT_ROWS : Math.min(call.number("ps"), wanted.size()));
            List<Line> page = wanted.subList(Math.max(0, wanted.size() - rows), wanted.size());
            ObjectNode result = Json.object().put("time", System.currentTimeMillis() / 1000);
            ObjectNode log = result.putObject("data").putArray("cl").addObject().put("g", group.number());
            ArrayNode list = log.putArray("cl");
            for (Line line : page) {
                long qq = line.from() == call.world().account().uin()
                        ? call.account().qq()
                        : call.account()
                                .person(line.from())
                                .map(World.Person::qq)
                                .orElse(0L);
                list.addObject()
                        .put("u", qq)
                        .put("t", line.millis() / 1000)
                        .putArray("il")
                        .addObject()
                        .put("v", line.content().plain())
                        .put("t", 0);
            }
            log.put("bs", page.isEmpty() ? 0 : page.get(0).seq())
                    .put("es", page.isEmpty() ? 0 : page.get(page.size() - 1).seq());
            call.answer(result);
        });
    }
}

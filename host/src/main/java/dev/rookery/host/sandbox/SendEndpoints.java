package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.HttpHandler;

/** The send calls of the channel. */
final class SendEndpoints {

    /** One answer that every known client takes for a success: their tests differ. */
    static final String SENT = "{\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"}";

    private SendEndpoints() {}

    static void addTo(Routes routes, Access access) {
        routes.add(Routes.CHANNEL, "/channel/send_buddy_msg2", send(access, ChatKey.Kind.FRIEND, "to"));
        routes.add(Routes.CHANNEL, "/channel/send_qun_msg2", send(access, ChatKey.Kind.GROUP, "group_uin"));
        routes.add(Routes.CHANNEL, "/channel/send_discu_msg2", send(access, ChatKey.Kind.DISCUSSION, "did"));
        routes.add(Routes.CHANNEL, "/channel/send_sess_msg2", send(access, ChatKey.Kind.SESSION, "to"));
    }

    private static HttpHandler send(Access access, ChatKey.Kind kind, String field) {
        return exchange -> access.inSession(exchange, (session, r) -> {
            Call call = new Call(exchange, session.login(), r, access.options());
            ChatKey chat = new ChatKey(kind, call.id(field));
            if (!call.account().conversations().exists(chat) || !isSigned(call, chat)) {
                call.refuse(Replies.BAD_PARAMETER);
                return;
            }
            Content content = Content.ofOutgoing(
                    r.path("content").asText(""), call.options().strict());
            long msgId = Json.number(r, "msg_id");
            if (!session.isRepeated(msgId)) {
                call.account().conversations().heard(chat, content, msgId);
            }
            Replies.channel(exchange, SENT);
        });
    }

    /** A temporary session wants the signature of get_c2cmsg_sig2; only the strict sandbox looks at it. */
    private static boolean isSigned(Call call, ChatKey chat) {
        return chat.kind() != ChatKey.Kind.SESSION
                || !call.options().strict()
                || call.text("group_sig").equals(SignalEndpoints.signature(call.login(), chat.id()));
    }
}

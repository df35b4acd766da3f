package dev.rookery.plugin.linktitle;

import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Says the title of a page that somebody links to. A link that leads nowhere, or to no page, is passed over in silence:
 * nobody asked. No thread waits for a page; the titles come when they come.
 */
public final class LinkTitlePlugin implements BotPlugin {

    /** How much of a page is fetched: the title stands at its beginning. */
    static final int PAGE_BYTES = 256 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<LinkTitleSettings> settings = context.config(LinkTitleSettings.class);
        Thrift thrift = new Thrift(context.clock());
        context.onMessage(message -> {
            Links.in(message.message()).stream()
                    .filter(link -> thrift.grants(message.chat().id(), link, settings.get()))
                    .forEach(link -> answer(context, message, link));
            return Outcome.PASS;
        });
    }

    private static void answer(PluginContext context, IncomingMessage message, String link) {
        HttpRequest request = HttpRequest.get(link)
                .header("Accept", "text/html, application/xhtml+xml")
                .header("Accept-Language", message.language().toLanguageTag() + ", *;q=0.5")
                .timeout(PATIENCE)
                .maxBody(PAGE_BYTES)
                .cutBody();
        try {
            context.http()
                    .send(request)
                    .thenAccept(page -> title(page)
                            .ifPresent(title -> message.reply(context.texts()
                                    .of(message)
                                    .format("title", title, page.uri().getHost()))))
                    .exceptionally(failure -> {
                        context.log().debug("no title", failure);
                        return null;
                    });
        } catch (IllegalArgumentException noAddress) {
            context.log().debug("no link after all", noAddress);
        }
    }

    private static Optional<String> title(HttpResponse page) {
        String type = page.header("Content-Type").orElse("html").toLowerCase(Locale.ROOT);
        return page.isSuccess() && type.contains("html") ? Title.of(page.text()) : Optional.empty();
    }
}

package dev.rookery.plugin.linktitle;

import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.text.Texts;
import java.util.Locale;
import org.slf4j.Logger;

/**
 * Says the title of a page that somebody links to. A link that leads nowhere, or to no page, is passed over in silence:
 * nobody asked. No thread waits for a page; the titles come when they come.
 */
public final class LinkTitlePlugin implements BotPlugin {

    /** How much of a page is fetched: the title stands at its beginning. */
    static final int PAGE_BYTES = 256 << 10;

    @Override
    public void onEnable(PluginContext context) {
        Titles titles = new Titles(
                context.config(LinkTitleSettings.class),
                context.http(),
                context.texts(),
                context.log(),
                new Thrift(context.clock()));
        context.onMessage(message -> {
            Links.in(message.message()).forEach(link -> titles.answer(message, link));
            return Outcome.PASS;
        });
    }

    private record Titles(ConfigHandle<LinkTitleSettings> settings, Http http, Texts texts, Logger log, Thrift thrift) {

        void answer(IncomingMessage message, String link) {
            LinkTitleSettings now = settings.get();
            if (!thrift.grants(message.chat().id(), link, now)) {
                return;
            }
            try {
                HttpRequest request = HttpRequest.get(link)
                        .header("Accept", "text/html, application/xhtml+xml")
                        .header("Accept-Language", language(message))
                        .timeout(now.timeout())
                        .maxBody(PAGE_BYTES)
                        .cutBody()
                        .build();
                http.send(request)
                        .thenAccept(page -> say(message, page, now.longest()))
                        .exceptionally(failure -> {
                            log.debug("no title", failure);
                            return null;
                        });
            } catch (IllegalArgumentException noAddress) {
                log.debug("no link after all", noAddress);
            }
        }

        private static String language(IncomingMessage message) {
            return message.language().toLanguageTag() + ", *;q=0.5";
        }

        private void say(IncomingMessage message, HttpResponse page, int longest) {
            String type = page.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            if (page.isSuccess() && (type.isEmpty() || type.contains("html"))) {
                Title.of(page.text(), longest)
                        .ifPresent(title -> message.reply(texts.of(message)
                                .format("title", title, page.uri().getHost())));
            }
        }
    }
}

package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.BrowserGuard;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.HttpHandler;
import dev.rookery.host.httpserver.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each request to the endpoint of its host and path.
 *
 * <p>Names under qq.com get WebQQ, and each only the paths that the real host had, so that a client that asks the wrong
 * host finds out here. Any other name gets WebQQ by path alone; literal addresses and localhost get the chat page and
 * the control API besides, see {@link BrowserGuard}.
 */
final class SandboxServer implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(SandboxServer.class);

    private static final Set<String> PAGES = Set.of("proxy.html", "loginproxy.html", "cfproxy.html", "webqq.html");

    private final SandboxOptions options;
    private final LoginEndpoints login;
    private final ControlApi control;
    private final BrowserGuard guard = BrowserGuard.withoutToken();
    private final ChatPage page = new ChatPage();
    private final FileStore files = new FileStore();
    private final FileEndpoints fileEndpoints = new FileEndpoints(files);
    private final Routes routes = new Routes();
    private final Accounts accounts;
    private final Faults faults;
    private final FaultScene scene;
    private final FaultInjector injector;
    private final Trace trace;

    SandboxServer(SandboxOptions options) {
        this.options = options;
        EventFeed feed = new EventFeed();
        SessionIndex sessions = new SessionIndex();
        this.accounts = new Accounts(options, sessions, feed);
        WebLogins logins = new WebLogins();
        QrCodes codes = new QrCodes(options, accounts);
        SignIn signIn = new SignIn(logins);
        LoginPages pages = new LoginPages(accounts);
        PasswordEndpoints passwords = new PasswordEndpoints(options, accounts, pages, signIn, feed);
        this.login = new LoginEndpoints(accounts, logins, pages, feed);
        this.control = new ControlApi(accounts);
        new ChatCalls(files).addTo(control);
        new EventCalls(files, fileEndpoints, feed).addTo(control);
        new AccountCalls(options, accounts, logins, codes, passwords, feed).addTo(control);
        new SignInCalls(feed).addTo(control);
        loginRoutes(new QrEndpoints(options, accounts, codes, signIn, feed), passwords);
        Access access = new Access(options, logins, sessions);
        new ApiEndpoints(options, logins).addTo(routes, access);
        new ChannelEndpoints(options, logins, sessions, feed).addTo(routes, access);
        SendEndpoints.addTo(routes, access);
        SignalEndpoints.addTo(routes, access);
        ProfileEndpoints.addTo(routes, access);
        FriendshipEndpoints.addTo(routes, access);
        GroupEndpoints.addTo(routes, access);
        DiscussionEndpoints.addTo(routes, access);
        QunEndpoints.addTo(routes, access);
        HistoryEndpoints.addTo(routes, access);
        new PictureEndpoints(files, options).addTo(routes, access);
        fileEndpoints.addTo(routes, access);
        List<String> paths = new ArrayList<>(routes.paths());
        paths.add("/");
        PAGES.forEach(name -> paths.add("/" + name));
        this.faults = new Faults(paths);
        new FaultCalls(faults, accounts).addTo(control);
        this.trace = new Trace(feed);
        TraceCalls.addTo(control, trace);
        this.scene = new FaultScene(options, accounts, sessions, logins, feed);
        this.injector = new FaultInjector(faults, scene, trace::struck);
    }

    private void loginRoutes(QrEndpoints qr, PasswordEndpoints passwords) {
        Predicate<String> host = name -> name.endsWith("ptlogin2.qq.com");
        routes.add(host, "/cgi-bin/login", login::loginPage);
        routes.add(host, "/cgi-bin/xlogin", login::loginPage);
        routes.add(host, "/ptqrshow", qr::show);
        routes.add(host, "/ptqrlogin", qr::ask);
        routes.add(host, "/check", passwords::check);
        routes.add(host, "/login", passwords::login);
        routes.add(host, "/cgi-bin/ver", login::version);
        routes.add(name -> name.endsWith("captcha.qq.com"), "/getimage", passwords::picture);
        routes.add("web.qq.com"::equals, "/web2/get_msg_tip", login::heartbeat);
        // Where qqbot looks whether it is connected at all, after a poll that failed.
        routes.add("pinghot.qq.com"::equals, "/pingd", login::page);
        routes.add(host, "/pt4_auth", login::signInAgain);
        routes.add(host, "/logout", login::logOut);
        routes.add(name -> name.matches("ptlogin\\d\\.web2\\.qq\\.com"), "/check_sig", login::checkSignature);
    }

    @Override
    public void handle(Exchange exchange) throws Exception {
        String path = exchange.path();
        boolean tencent = isTencent(exchange.host());
        if (!tencent && (path.startsWith("/sandbox/") || page.has(path))) {
            ownPage(exchange);
            return;
        }
        Optional<Account> account = scene.account(exchange);
        trace.begin(exchange, account);
        Optional<HttpHandler> endpoint = routes.find(exchange.host(), path, !tencent);
        if (endpoint.isPresent()) {
            webqq(exchange, account, endpoint.get());
        } else if (fileEndpoints.has(exchange)) {
            fileEndpoints.download(exchange);
        } else if (path.equals("/") || PAGES.contains(path.substring(path.lastIndexOf('/') + 1))) {
            webqq(exchange, account, login::page);
        } else {
            log.debug("not found host={} path={}", exchange.host(), path);
            exchange.respond(Response.text(404, "no " + path + " on " + exchange.host()));
        }
    }

    Faults faults() {
        return faults;
    }

    /** What has been counted so far; for the event loop only. */
    Statistics statistics() {
        Map<Long, Statistics.Account> counts = new HashMap<>();
        accounts.all()
                .forEach(account -> counts.put(account.qq(), account.tallies().snapshot()));
        return new Statistics(counts, faults.struck());
    }

    private void ownPage(Exchange exchange) {
        Optional<Response> refusal = guard.refusal(exchange);
        if (refusal.isPresent()) {
            exchange.respond(refusal.get());
        } else if (page.has(exchange.path())) {
            page.handle(exchange);
        } else {
            control.handle(exchange);
        }
    }

    private void webqq(Exchange exchange, Optional<Account> account, HttpHandler endpoint) throws Exception {
        if (!Set.of("GET", "POST", "HEAD").contains(exchange.method())) {
            exchange.respond(Response.text(405, "expected: GET or POST").header("Allow", "GET, HEAD, POST"));
            return;
        }
        injector.handle(exchange, account, any -> leniently(any, endpoint));
    }

    private void leniently(Exchange exchange, HttpHandler endpoint) throws Exception {
        try {
            endpoint.handle(exchange);
        } catch (IllegalArgumentException malformed) {
            log.warn("request malformed path={} reason={}", exchange.path(), malformed.getMessage());
            Replies.refuse(exchange, options.errorHold(), Replies.MALFORMED);
        }
    }

    private static boolean isTencent(String host) {
        return host.equals("qq.com") || host.endsWith(".qq.com");
    }
}

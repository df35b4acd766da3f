package dev.rookery.host;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.config.Secret;
import dev.rookery.host.config.DiscriminatorValue;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.httpstream.connection.Proxy;
import dev.rookery.host.webqq.Login;
import dev.rookery.host.webqq.Repeats;
import dev.rookery.host.webqq.SendOptions;
import dev.rookery.host.webqq.SessionOptions;
import dev.rookery.host.webqq.WebQqOptions;
import dev.rookery.host.webqq.wire.QqNumber;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account of WebQQ.
 *
 * @param login how to sign in
 * @param qq the number to sign in by password
 * @param password its password
 * @param passwordForm whose login page is imitated
 * @param originalNames whether the password may be sent without an endpoint
 * @param captchaTries how many wrong captchas end the sign-in
 * @param contactRefresh how long after each other the lists of friends and groups are read anew
 * @param sessionRenewal the age at which a session is renewed
 * @param signOutOnStop whether a stop ends the session
 * @param endpoint what gets every request instead of the original names
 * @param trust the certificates that are trusted in place of those of the JDK
 * @param proxy what requests go through
 * @param proxyUser who to be there
 * @param proxyPassword the password for it
 * @param noProxy the hosts that are spoken to without it
 * @param sendInterval the least time between two sends to one chat
 * @param accountSendInterval the least time between any two sends
 * @param repeats what to do with the same text twice in a row to one chat
 * @param repeatInterval how long it waits when repeats are spaced
 * @param uploadWait how long after an upload a picture is sent
 * @param permissions what plugins may change, by their ids
 */
@DiscriminatorValue("webqq")
@Doc("An account of WebQQ.")
record WebQqConfig(
        @Doc("How to sign in: qr shows a code to be scanned, password sends qq and password.") @Default("qr")
        Way login,

        @Doc("The number to sign in with login: password.") Optional<Long> qq,

        @Doc("The password of qq, best as ${file:/run/secrets/x} or ${NAME}.")
        Optional<Secret> password,

        @Doc("Whose login page takes the password: webqq as until 2014, smartqq as until 2015.") @Default("webqq")
        Form passwordForm,

        @Doc("Sends the password to whoever answers under the original names today, where there is no endpoint.")
        @Default("false")
        boolean originalNames,

        @Doc("How many wrong captchas end the sign-in until the next start.") @Default("5")
        int captchaTries,

        @Doc("How long after each other the lists of friends and groups are read anew, 1m or more; 0s for never.")
        @Default("1h")
        Duration contactRefresh,

        @Doc("The age at which a session is renewed without a person, for instance 20h; 0s for never.") @Default("0s")
        Duration sessionRenewal,

        @Doc("Signs out when it stops; otherwise the session is kept and the next start needs no code.")
        @Default("false")
        boolean signOutOnStop,

        @Doc("An http or https address that gets every request of the account, each with its original Host.")
        Optional<URI> endpoint,

        @Doc("A PEM file with the certificates to trust in place of the JDK's, such as the sandbox's ca.pem.")
        Optional<Path> trust,

        @Doc("A proxy that all requests go through: http://host:port (it must allow CONNECT) or socks5://host:port.")
        Optional<URI> proxy,

        @Doc("The user name for the proxy.") Optional<String> proxyUser,

        @Doc("The password for the proxy, best as ${file:/run/secrets/x} or ${NAME}.")
        Optional<Secret> proxyPassword,

        @Doc("Hosts that are spoken to without the proxy: example.org stands for all names under it, too.")
        List<String> noProxy,

        @Doc("The least time between two sends to one chat: 600ms for the original names, none for an endpoint.")
        Optional<Duration> sendInterval,

        @Doc("The least time between any two sends: 500ms for the original names, none for an endpoint.")
        Optional<Duration> accountSendInterval,

        @Doc("The same text twice in a row: vary it, space it, or leave it as-is; vary for the original names.")
        Optional<Repeats> repeats,

        @Doc("How long the same text waits when repeats are spaced.") @Default("1200ms")
        Duration repeatInterval,

        @Doc("How long after an upload a picture is sent: 5s for the original names, at once for an endpoint.")
        Optional<Duration> uploadWait,

        @Doc("What plugins may change of the account, by their ids: profile, friends, groups.")
        Map<String, Set<AccountPermission>> permissions)
        implements RookeryConfig.AccountConfig {

    /** QQ numbers began at 10000 and fit into 32 bits. */
    private static final long FIRST_NUMBER = 10_000;

    private static final long LAST_NUMBER = 4_294_967_295L;

    /** What no interval exceeds: a year, so that no sum of times overflows. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** The ways to sign in. */
    enum Way {
        /** By a QR code that a person scans. */
        QR,
        /** By number and password. */
        PASSWORD
    }

    /** The login pages that took passwords. */
    enum Form {
        /** WebQQ's. */
        WEBQQ,
        /** SmartQQ's. */
        SMARTQQ
    }

    WebQqConfig {
        sendInterval.ifPresent(interval -> requireShort("sendInterval", interval));
        accountSendInterval.ifPresent(interval -> requireShort("accountSendInterval", interval));
        requireShort("repeatInterval", repeatInterval);
        uploadWait.ifPresent(wait -> requireShort("uploadWait", wait));
        if (captchaTries < 1 || captchaTries > 100) {
            throw new IllegalArgumentException("captchaTries: " + captchaTries + " (expected: 1 to 100)");
        }
        if (sessionRenewal.isNegative() || sessionRenewal.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("sessionRenewal: " + sessionRenewal + " (expected: 0s to 365d)");
        }
        if (!contactRefresh.isZero()
                && (contactRefresh.compareTo(Duration.ofMinutes(1)) < 0 || contactRefresh.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "contactRefresh: " + contactRefresh + " (expected: 1m to 365d, or 0s for never)");
        }
        endpoint.ifPresent(WebQqConfig::requireServer);
        trust.ifPresent(pem -> requireCertificates(pem, endpoint));
        proxy(proxy, proxyUser, proxyPassword, noProxy); // Only to be told of a mistake now.
        if (login == Way.PASSWORD) {
            requirePasswordLogin(qq, password, endpoint.isPresent() || originalNames);
        } else if (qq.isPresent() || password.isPresent()) {
            throw new IllegalArgumentException(
                    (qq.isPresent() ? "qq" : "password") + ": not used with login: qr (expected: login: password)");
        }
    }

    /** What the account is made with. */
    WebQqOptions options(Path data) {
        SessionOptions defaults = SessionOptions.DEFAULTS;
        SessionOptions session = defaults.withLogin(signIn())
                .withOriginalNames(originalNames)
                .withCaptcha(captchaTries, defaults.captchaPatience())
                .withUpkeep(defaults.heartbeat(), sessionRenewal)
                .withSignOutOnStop(signOutOnStop);
        return WebQqOptions.defaults(data)
                .withHttp(HttpStreamOptions.defaults()
                        .withEndpoint(endpoint.orElse(null))
                        .withTrust(trust.orElse(null))
                        .withProxy(proxy(proxy, proxyUser, proxyPassword, noProxy)))
                .withContactRefresh(contactRefresh)
                .withSession(session)
                .withSend(send());
    }

    /** How the account speaks: what is not said depends on whose servers it speaks to. */
    SendOptions send() {
        SendOptions usual = endpoint.isPresent() ? SendOptions.FOR_ENDPOINT : SendOptions.FOR_ORIGINAL_NAMES;
        return usual.withIntervals(
                        sendInterval.orElse(usual.chatInterval()), accountSendInterval.orElse(usual.accountInterval()))
                .withRepeats(repeats.orElse(usual.repeats()))
                .withRepeatInterval(repeatInterval)
                .withPictures(usual.pictureBytes(), uploadWait.orElse(usual.uploadWait()));
    }

    private Login signIn() {
        return switch (login) {
            case QR -> new Login.Qr();
            case PASSWORD ->
                new Login.Password(
                        new QqNumber(qq.orElseThrow()),
                        password.orElseThrow(),
                        switch (passwordForm) {
                            case WEBQQ -> Login.Password.Form.WEBQQ;
                            case SMARTQQ -> Login.Password.Form.SMARTQQ;
                        });
        };
    }

    private static @Nullable Proxy proxy(
            Optional<URI> at, Optional<String> user, Optional<Secret> password, List<String> exceptions) {
        if (at.isEmpty()) {
            String unused = user.isPresent()
                    ? "proxyUser"
                    : password.isPresent() ? "proxyPassword" : exceptions.isEmpty() ? null : "noProxy";
            if (unused != null) {
                throw new IllegalArgumentException(unused + ": not used without a proxy (expected: proxy)");
            }
            return null;
        }
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException((user.isPresent() ? "proxyPassword" : "proxyUser")
                    + ": missing (expected: both proxy-user and proxy-password, or none)");
        }
        Proxy proxy = Proxy.at(at.get()).withExceptions(exceptions);
        return user.isEmpty() ? proxy : proxy.withCredentials(user.get(), password.orElseThrow());
    }

    private static void requirePasswordLogin(Optional<Long> qq, Optional<Secret> password, boolean destination) {
        if (qq.isEmpty()) {
            throw new IllegalArgumentException("qq: missing (expected: the number to sign in with login: password)");
        }
        if (qq.get() < FIRST_NUMBER || qq.get() > LAST_NUMBER) {
            throw new IllegalArgumentException("qq: " + qq.get() + " (expected: a number from 10000 to 4294967295)");
        }
        if (password.isEmpty() || password.get().reveal().isEmpty()) {
            throw new IllegalArgumentException("password: missing (expected: the password of qq)");
        }
        if (!destination) {
            throw new IllegalArgumentException("endpoint: missing, and a password is not sent to whoever answers under"
                    + " the names that were Tencent's (expected: the address of a server, or original-names: true)");
        }
    }

    private static void requireShort(String name, Duration interval) {
        if (interval.isNegative() || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(name + ": " + interval + " (expected: 0s to 1m)");
        }
    }

    private static void requireCertificates(Path pem, Optional<URI> endpoint) {
        if (endpoint.isPresent() && !"https".equals(endpoint.get().getScheme())) {
            throw new IllegalArgumentException("trust: not used with an http endpoint (expected: an https endpoint)");
        }
        try (InputStream in = Files.newInputStream(pem)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new CertificateException("empty");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "trust: cannot be read, " + e + " (expected: a PEM file of certificates)", e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "trust: no certificates in " + pem + " (expected: a PEM file of certificates)", e);
        }
    }

    private static void requireServer(URI uri) {
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        String path = uri.getPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/")) && uri.getQuery() == null;
        if (!web
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || uri.getHost() == null
                || !bare
                || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "endpoint: not the address of a server (expected: http://host:port or https://host:port)");
        }
    }
}

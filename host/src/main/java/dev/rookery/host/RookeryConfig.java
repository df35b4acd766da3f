package dev.rookery.host;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.config.Secret;
import dev.rookery.host.config.ConfigSection;
import dev.rookery.host.config.Discriminator;
import dev.rookery.host.config.DiscriminatorValue;
import dev.rookery.host.config.Rest;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.webqq.Repeats;
import dev.rookery.host.webqq.SendOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All of {@code rookery.yml}.
 *
 * @param accounts by the name that plugins, logs and pages use
 * @param line the line network, if it is wanted
 * @param page the operator's page, if it is wanted
 * @param data the folder for what must outlive a restart
 * @param plugins where the plugins are, and their settings
 */
@Doc("The configuration of a Rookery host.")
record RookeryConfig(
        @Doc("The accounts to sign in, by the name that plugins, logs and pages use.")
        Map<String, AccountConfig> accounts,

        @Doc("The line network: a TCP connection is a private chat, each line a message.")
        Optional<LineConfig> line,

        @Doc("The operator's page: where accounts stand, QR codes to scan, captchas to type.")
        Optional<PageConfig> page,

        @Doc("The folder for what must outlive a restart, and for QR codes.") @Default("data")
        Path data,

        @Doc("Where the plugins are, and their settings.") PluginsConfig plugins) {

    /** The name of the line network's account, which no other account may have. */
    static final String LINE = "line";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,40}");

    RookeryConfig {
        for (String name : accounts.keySet()) {
            if (!NAME.matcher(name).matches() || name.equals(LINE)) {
                throw new IllegalArgumentException("accounts: the name '" + name
                        + "' cannot be used (expected: 1 to 40 letters, digits, _ and -, and not line)");
            }
        }
    }

    /** Whether a plugin may change something of an account. */
    boolean allows(String account, String pluginId, AccountPermission permission) {
        AccountConfig configured = accounts.get(account);
        // The line network, which no account stands for, has nothing to change and says so itself.
        return configured == null
                || configured.permissions().getOrDefault(pluginId, Set.of()).contains(permission);
    }

    /** What to tell of settings and permissions for which there is no plugin. */
    List<String> withoutPlugin(List<PluginStatus> found) {
        TreeSet<String> ids = new TreeSet<>();
        found.forEach(plugin -> ids.add(plugin.id()));
        Map<String, String> idsByKey = new LinkedHashMap<>();
        plugins.settings().forEach((id, section) -> idsByKey.put(section.key(), id));
        accounts.forEach((name, account) -> account.permissions()
                .keySet()
                .forEach(id -> idsByKey.put("accounts." + name + ".permissions." + id, id)));
        return idsByKey.keySet().stream()
                .filter(key -> !ids.contains(idsByKey.get(key)))
                .map(key ->
                        key + ": there is no such plugin in " + plugins.directory() + " (expected: one of " + ids + ")")
                .toList();
    }

    /** One account of a chat network, chosen by the key {@code network}. */
    @Discriminator("network")
    sealed interface AccountConfig permits WebQqConfig {

        /** What plugins may change, by their ids. */
        Map<String, Set<AccountPermission>> permissions();
    }

    /**
     * An account of WebQQ.
     *
     * @param login how to sign in
     * @param endpoint what gets every request instead of the original names
     * @param sendInterval the least time between two sends to one chat
     * @param accountSendInterval the least time between any two sends
     * @param repeats what to do with the same text twice in a row to one chat
     * @param repeatInterval how long it waits when repeats are spaced
     * @param permissions what plugins may change, by their ids
     */
    @DiscriminatorValue("webqq")
    @Doc("An account of WebQQ.")
    record WebQqConfig(
            @Doc("How to sign in: qr shows a code to be scanned.") @Default("qr")
            Login login,

            @Doc("An http or https address that gets every request of the account, each with its original Host.")
            Optional<URI> endpoint,

            @Doc("The least time between two sends to one chat: 600ms for the original names, none for an endpoint.")
            Optional<Duration> sendInterval,

            @Doc("The least time between any two sends: 500ms for the original names, none for an endpoint.")
            Optional<Duration> accountSendInterval,

            @Doc("The same text twice in a row: vary it, space it, or leave it as-is; vary for the original names.")
            Optional<Repeats> repeats,

            @Doc("How long the same text waits when repeats are spaced.") @Default("1200ms")
            Duration repeatInterval,

            @Doc("What plugins may change of the account, by their ids: profile, friends, groups.")
            Map<String, Set<AccountPermission>> permissions)
            implements AccountConfig {

        /** The ways to sign in. */
        enum Login {
            /** By a QR code that a person scans. */
            QR
        }

        WebQqConfig {
            sendInterval.ifPresent(interval -> requireShort("sendInterval", interval));
            accountSendInterval.ifPresent(interval -> requireShort("accountSendInterval", interval));
            requireShort("repeatInterval", repeatInterval);
            endpoint.ifPresent(uri -> {
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
            });
        }

        /** How the account speaks: what is not said depends on whose servers it speaks to. */
        SendOptions send() {
            SendOptions usual = endpoint.isPresent() ? SendOptions.FOR_ENDPOINT : SendOptions.FOR_ORIGINAL_NAMES;
            return usual.withIntervals(
                            sendInterval.orElse(usual.chatInterval()),
                            accountSendInterval.orElse(usual.accountInterval()))
                    .withRepeats(repeats.orElse(usual.repeats()))
                    .withRepeatInterval(repeatInterval);
        }

        private static void requireShort(String name, Duration interval) {
            if (interval.isNegative() || interval.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(name + ": " + interval + " (expected: 0s to 1m)");
            }
        }
    }

    /**
     * The line network.
     *
     * @param listen where to listen
     * @param name what the bot is called there
     */
    @Doc("The line network.")
    record LineConfig(
            @Doc("Where to listen; there is no password, so keep it on loopback.") @Default("127.0.0.1:10000")
            InetSocketAddress listen,

            @Doc("What the bot is called there.") @Default("pual")
            String name) {}

    /**
     * The operator's page.
     *
     * @param listen where to listen
     * @param token who knows it may see the page
     */
    @Doc("The operator's page.")
    record PageConfig(
            @Doc("Where to listen.") @Default("127.0.0.1:8971")
            InetSocketAddress listen,

            @Doc("The password of the page, with any user name; required when it does not listen on loopback.")
            Optional<Secret> token) {

        PageConfig {
            if (token.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException("token: missing (expected: a password, since "
                        + listen.getHostString() + " can be reached from other machines)");
            }
            if (token.isPresent() && token.get().reveal().isBlank()) {
                throw new IllegalArgumentException("token: empty (expected: a password)");
            }
        }
    }

    /**
     * The plugins.
     *
     * @param directory the folder of plugin jars
     * @param settings what each plugin is set to, by its id
     */
    @Doc("Where the plugins are, and their settings.")
    record PluginsConfig(
            @Doc("The folder of plugin jars.") @Default("plugins")
            Path directory,

            @Doc("The settings of each plugin, by its id.") @Rest
            Map<String, ConfigSection> settings) {}
}

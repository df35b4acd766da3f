package dev.rookery.host;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.config.Secret;
import dev.rookery.host.config.ConfigSection;
import dev.rookery.host.config.Discriminator;
import dev.rookery.host.config.Rest;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.outgoing.AddressRange;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.scope.Subject;
import dev.rookery.host.text.Languages;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of {@code rookery.yml}.
 *
 * @param accounts by the name that plugins, logs and pages use
 * @param line the line network, if it is wanted
 * @param page the operator's page, if it is wanted
 * @param language what the bot answers in, if not in what is spoken
 * @param languages what it answers in instead in some accounts and chats
 * @param owners who has all to say
 * @param admins who has a say in every chat
 * @param permissions who may do what, by permission nodes
 * @param scope what is on and off where, by plugins and commands
 * @param limits how much plugins may take, fail and say, by plugins or for all
 * @param data the folder for what must outlive a restart
 * @param outgoing what plugins may ask the web
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

        @Doc("What the bot answers in, such as en or zh-CN; without it, Chinese where Chinese is spoken, else English.")
        Optional<String> language,

        @Doc("What it answers in instead, by the name of an account or the id of a chat such as pual/group/42.")
        Map<String, String> languages,

        @Doc("Who has all to say: people such as pual/1001, or accounts.")
        List<String> owners,

        @Doc("Who has a say in every chat: people such as pual/1001, or accounts.")
        List<String> admins,

        @Doc("Who may do what, by permission nodes such as keywords.teach, or keywords.* for all that begin so.")
        Map<String, ScopeConfig.Permission> permissions,

        @Doc("What is on and off where, by plugins such as echo, or commands such as commands/help.")
        Map<String, ScopeConfig.Switch> scope,

        @Doc("How much plugins may take, fail and say, by plugins such as echo, or under the key all.")
        Map<String, LimitsConfig> limits,

        @Doc("The folder for what must outlive a restart, and for QR codes.") @Default("data")
        Path data,

        @Doc("What plugins may ask the web.") OutgoingConfig outgoing,

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
            requireFileName(data, name);
        }
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new IllegalArgumentException("data: " + data + " is a file (expected: a folder)");
        }
        language.ifPresent(tag -> Languages.parse("language", tag));
        languages.forEach((where, tag) -> Languages.parse("languages." + where, tag));
        limits.keySet().forEach(plugin -> LimitsConfig.of(limits, plugin));
        ScopeConfig.check(accounts.keySet(), owners, admins, permissions, scope);
    }

    /** The names of all accounts, that of the line network among them if it is wanted. */
    List<String> accountNames() {
        return Stream.concat(accounts.keySet().stream(), line.stream().map(wanted -> LINE))
                .toList();
    }

    /** How much a plugin may take, fail and say. */
    GuardOptions limits(String plugin) {
        return LimitsConfig.of(limits, plugin);
    }

    /** What each chat is answered in. */
    Languages.Settings languageSettings() {
        return new Languages.Settings(
                language.map(tag -> Languages.parse("language", tag)),
                languages.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> Languages.parse(each.getKey(), each.getValue()))));
    }

    /** What stands under {@code owners}, {@code admins}, {@code permissions} and {@code scope}. */
    ScopeSettings scopeSettings() {
        return ScopeConfig.settings(owners, admins, permissions, scope);
    }

    /** The folder of what plugins write, and of what is kept about them. */
    Path pluginData() {
        return data.resolve("plugins");
    }

    private static void requireFileName(Path data, String name) {
        try {
            Path unused = data.resolve(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "accounts: under the locale of this process no file can be named after '" + name
                            + "' (expected: a locale of UTF-8, such as LC_ALL=C.UTF-8, or a name in ASCII)",
                    e);
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
        scope.keySet()
                .forEach(what ->
                        idsByKey.put("scope." + what, Subject.parse(what).plugin()));
        limits.keySet().stream()
                .filter(id -> !id.equals(LimitsConfig.ALL))
                .forEach(id -> idsByKey.put("limits." + id, id));
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
     * What plugins may ask the web.
     *
     * @param allow addresses that are not public and may be spoken to all the same
     */
    @Doc("What plugins may ask the web.")
    record OutgoingConfig(
            @Doc("Addresses and ranges that plugins may speak to besides public ones: 10.0.0.0/8, 127.0.0.1, fd00::/8.")
            List<String> allow) {

        OutgoingConfig {
            for (String range : allow) {
                try {
                    AddressRange.parse(range);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("allow: " + e.getMessage(), e);
                }
            }
        }

        /** The same, understood. */
        List<AddressRange> ranges() {
            return allow.stream().map(AddressRange::parse).toList();
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

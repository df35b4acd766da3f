package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.config.Secret;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.httpstream.connection.Proxy;
import dev.rookery.host.text.ChosenLanguages;
import dev.rookery.host.text.Languages;
import dev.rookery.host.webqq.Login;
import dev.rookery.host.webqq.Repeats;
import dev.rookery.host.webqq.SendOptions;
import dev.rookery.host.webqq.SessionOptions;
import dev.rookery.host.webqq.WebQqOptions;
import dev.rookery.host.webqq.wire.QqNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RookeryConfigTest {

    @TempDir
    Path directory;

    private RookeryConfig config(String account) throws IOException {
        Path file = Files.writeString(
                directory.resolve("rookery.yml"),
                "accounts:\n  pual:\n    network: webqq\n" + account + "plugins: {}\n");
        return ConfigDocument.read(file).bind(RookeryConfig.class);
    }

    @Test
    void pluginMayChangeWhatTheAccountSays() throws Exception {
        RookeryConfig config = config("    permissions:\n      admin: [profile, groups]\n");
        assertThat(config.allows("pual", "admin", AccountPermission.GROUPS)).isTrue();
        assertThat(config.allows("pual", "admin", AccountPermission.FRIENDS)).isFalse();
        assertThat(config.allows("pual", "echo", AccountPermission.GROUPS)).isFalse();
        assertThat(config("").allows("pual", "admin", AccountPermission.GROUPS)).isFalse();
    }

    @Test
    void languagesAreThoseOfTheConfiguration() throws Exception {
        RookeryConfig config = config("language: zh-CN\nlanguages:\n  pual: en\n  pual/group/42: fr\n");
        Languages languages = new Languages(config.languageSettings(), ChosenLanguages.forgotten());
        assertThat(languages.of(new ChatId("line", ChatKind.FRIEND, "1"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(languages.of(new ChatId("pual", ChatKind.FRIEND, "1"))).isEqualTo(Locale.ENGLISH);
        assertThat(languages.of(new ChatId("pual", ChatKind.GROUP, "42"))).isEqualTo(Locale.FRENCH);
        assertThatThrownBy(() -> config("language: english\n"))
                .hasMessageContaining("language: \"english\" (expected: a language such as en or zh-CN)");
        assertThatThrownBy(() -> config("languages:\n  pual: \"*\"\n")).hasMessageContaining("languages.pual: \"*\"");
    }

    @Test
    void theAccountOfTheLineNetworkIsOneOfThem() throws Exception {
        assertThat(config("line: {}\n").accountNames()).containsExactly("pual", "line");
        assertThat(config("").accountNames()).containsExactly("pual");
    }

    @Test
    void lineNetworkHasNothingToAllow() throws Exception {
        assertThat(config("").allows("line", "admin", AccountPermission.GROUPS)).isTrue();
    }

    @Test
    void permissionsOfPluginsThatAreNotThereAreTold() throws Exception {
        RookeryConfig config = config("    permissions:\n      admin: [friends]\n");
        assertThat(config.withoutPlugin(List.of()))
                .singleElement()
                .asString()
                .startsWith("accounts.pual.permissions.admin: there is no such plugin");
    }

    @Test
    void intervalsAndRepeatsDependOnWhoseServersAreSpokenTo() throws Exception {
        assertThat(webQq("").send()).isEqualTo(SendOptions.FOR_ORIGINAL_NAMES);
        assertThat(webQq("    endpoint: http://127.0.0.1:8970\n").send()).isEqualTo(SendOptions.FOR_ENDPOINT);
    }

    @Test
    void intervalsAndRepeatsCanBeSaid() throws Exception {
        SendOptions said = webQq("    endpoint: http://127.0.0.1:8970\n    send-interval: 1s\n"
                        + "    account-send-interval: 3s\n    repeats: space\n    repeat-interval: 2s\n")
                .send();
        assertThat(said.chatInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(said.accountInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(said.repeats()).isEqualTo(Repeats.SPACE);
        assertThat(said.repeatInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> webQq("    account-send-interval: 2m\n"))
                .hasMessageContaining("accounts.pual.account-send-interval")
                .hasMessageContaining("0s to 1m");
    }

    private WebQqConfig webQq(String account) throws IOException {
        return (WebQqConfig) config(account).accounts().get("pual");
    }

    @Test
    void passwordLoginGoesToItsEndpoint() throws Exception {
        WebQqOptions options = webQq("    login: password\n    qq: 1002003004\n    password: Sandbox#2013\n"
                        + "    endpoint: http://127.0.0.1:8970\n    sign-out-on-stop: true\n")
                .options(directory);
        assertThat(options.session().login())
                .isEqualTo(new Login.Password(
                        new QqNumber(1002003004), Secret.of("Sandbox#2013"), Login.Password.Form.WEBQQ));
        assertThat(options.session().signOutOnStop()).isTrue();
        assertThat(options.toString()).doesNotContain("Sandbox#2013");
        assertThat(webQq("").options(directory).session()).isEqualTo(SessionOptions.DEFAULTS);
    }

    @Test
    void passwordLoginThatLacksSomethingIsAMistakeAtItsLine() {
        String full = "    login: password\n    qq: 1002003004\n    password: Sandbox#2013\n";
        assertThatThrownBy(() -> config("    login: password\n"))
                .hasMessageContaining("rookery.yml:2:3 accounts.pual.qq: missing");
        assertThatThrownBy(() -> config("    login: password\n    qq: 77\n"))
                .hasMessageContaining("rookery.yml:5:9 accounts.pual.qq: 77 (expected: a number from 10000");
        assertThatThrownBy(() -> config("    login: password\n    qq: 1002003004\n"))
                .hasMessageContaining("accounts.pual.password: missing");
        assertThatThrownBy(() -> config(full))
                .hasMessageContaining("accounts.pual.endpoint: missing, and a password is not sent")
                .hasMessageContaining("original-names: true")
                .hasMessageNotContaining("Sandbox#2013");
        assertThatThrownBy(() -> config("    qq: 1002003004\n"))
                .hasMessageContaining("accounts.pual.qq: not used with login: qr");
        assertThatThrownBy(() -> config(full.replace("login: password", "login: captcha")))
                .hasMessageContaining("accounts.pual.login")
                .hasMessageContaining("password");
    }

    @Test
    void listsAreReadAnewAsOftenAsIsSaid() throws Exception {
        assertThat(webQq("").options(directory).contactRefresh()).isEqualTo(Duration.ofHours(1));
        assertThat(webQq("    contact-refresh: 1m\n").options(directory).contactRefresh())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(webQq("    contact-refresh: 0s\n").options(directory).contactRefresh())
                .isZero();
        assertThatThrownBy(() -> config("    contact-refresh: 59s\n"))
                .hasMessageContaining("rookery.yml:4:22 accounts.pual.contact-refresh: PT59S (expected: 1m to 365d");
        assertThatThrownBy(() -> config("    contact-refresh: 366d\n"))
                .hasMessageContaining("rookery.yml:4:22 accounts.pual.contact-refresh");
        assertThatThrownBy(() -> config("    session-renewal: 366d\n"))
                .hasMessageContaining("rookery.yml:4:22 accounts.pual.session-renewal");
    }

    @Test
    void whatIsNoPemFileOfCertificatesIsAMistakeAtItsLine() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate\n");
        Files.writeString(directory.resolve("empty.pem"), "");
        assertThatThrownBy(() -> config("    trust: none.pem\n"))
                .hasMessageContaining("rookery.yml:4:12 accounts.pual.trust: cannot be read")
                .hasMessageContaining("(expected: a PEM file of certificates)");
        assertThatThrownBy(() -> config("    trust: .\n"))
                .hasMessageContaining("rookery.yml:4:12 accounts.pual.trust: no certificates in " + directory);
        assertThatThrownBy(() -> config("    trust: text.pem\n"))
                .hasMessageContaining("rookery.yml:4:12 accounts.pual.trust: no certificates in " + text);
        assertThatThrownBy(() -> config("    trust: empty.pem\n")).hasMessageContaining("no certificates in");
        assertThatThrownBy(() -> config("    endpoint: http://127.0.0.1:8970\n    trust: text.pem\n"))
                .hasMessageContaining("rookery.yml:5:12 accounts.pual.trust: not used with an http endpoint");
    }

    @Test
    void proxyIsGoneThrough() throws Exception {
        Proxy proxy = webQq("    proxy: socks5://127.0.0.1:1080\n    proxy-user: ada\n    proxy-password: tr0ub4dor\n"
                        + "    no-proxy: [Example.org]\n")
                .options(directory)
                .http()
                .proxy();

        assertThat(proxy)
                .isEqualTo(new Proxy(
                        Proxy.Kind.SOCKS5, "127.0.0.1", 1080, "ada", Secret.of("tr0ub4dor"), List.of("example.org")))
                .hasToString("socks5://127.0.0.1:1080");
        assertThat(webQq("").options(directory).http().proxy()).isNull();
    }

    @Test
    void whatIsNoProxyIsAMistakeAtItsLine() {
        assertThatThrownBy(() -> config("    proxy: https://127.0.0.1:3128\n"))
                .hasMessageContaining("rookery.yml:4:12 accounts.pual.proxy: scheme https (expected: http://host:port");
        assertThatThrownBy(() -> config("    proxy: http://127.0.0.1\n"))
                .hasMessageContaining("accounts.pual.proxy: not the address of one");
        assertThatThrownBy(() -> config("    proxy: http://ada:tr0ub4dor@127.0.0.1:3128\n"))
                .hasMessageContaining("accounts.pual.proxy: user info")
                .hasMessageNotContaining("tr0ub4dor");
        assertThatThrownBy(() -> config("    proxy: http://127.0.0.1:3128\n    proxy-user: ada\n"))
                .hasMessageContaining("accounts.pual.proxy-password: missing");
        assertThatThrownBy(() -> config("    no-proxy: [example.org]\n"))
                .hasMessageContaining("rookery.yml:4:15 accounts.pual.no-proxy: not used without a proxy");
    }

    @Test
    void permissionThatDoesNotExistIsAMistake() {
        assertThatThrownBy(() -> config("    permissions:\n      admin: [group]\n"))
                .hasMessageContaining("accounts.pual.permissions.admin")
                .hasMessageContaining("profile, friends, groups");
    }
}

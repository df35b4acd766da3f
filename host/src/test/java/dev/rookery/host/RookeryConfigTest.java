package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.webqq.Repeats;
import dev.rookery.host.webqq.SendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private RookeryConfig.WebQqConfig webQq(String account) throws IOException {
        return (RookeryConfig.WebQqConfig) config(account).accounts().get("pual");
    }

    @Test
    void permissionThatDoesNotExistIsAMistake() {
        assertThatThrownBy(() -> config("    permissions:\n      admin: [group]\n"))
                .hasMessageContaining("accounts.pual.permissions.admin")
                .hasMessageContaining("profile, friends, groups");
    }
}

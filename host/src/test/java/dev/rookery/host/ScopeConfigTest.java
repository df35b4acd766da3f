package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.config.ConfigException;
import dev.rookery.host.scope.Rule;
import dev.rookery.host.scope.ScopeSettings;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ScopeConfigTest {

    private static RookeryConfig config(String text) {
        return ConfigDocument.parse(Path.of("rookery.yml"), text, Map.of()).bind(RookeryConfig.class);
    }

    @Test
    void allButIsWrittenAsEverywhereOffAndSomePlacesOn() {
        ScopeSettings settings = config("""
                        owners: [line, line/1001]
                        scope:
                          echo:
                            everywhere: off
                            on: [line/group/42, line/1001]
                          commands/ping:
                            off: [line]
                        permissions:
                          "keywords.*": {level: group-admin, deny: [line/1002]}
                        """).scopeSettings();

        assertThat(settings.rules())
                .extracting(Rule::toString)
                .containsExactly(
                        "plugin echo is switched off everywhere, says the configuration (scope.echo.everywhere)",
                        "plugin echo is switched on for line/group/42, says the configuration (scope.echo.on)",
                        "plugin echo is switched on for line/1001, says the configuration (scope.echo.on)",
                        "command ping of plugin commands is switched off for line, says the configuration"
                                + " (scope.commands/ping.off)");
        assertThat(settings.grants()).hasSize(1);
    }

    @Test
    void mistakesAreToldWithFileLineAndColumn() {
        SoftAssertions.assertSoftly(softly -> {
            refused(
                    softly,
                    "scope:\n  echo:\n    off: [line/]\n",
                    "rookery.yml:3:10 scope.echo.off: found 'line/' (expected: *,");
            refused(
                    softly,
                    "scope:\n  echo:\n    on: [line]\n    off: [line]\n",
                    "rookery.yml:4:10 scope.echo.off: line is both");
            refused(
                    softly,
                    "scope:\n  echo:\n    everywhere: no\n",
                    "rookery.yml:3:17 scope.echo.everywhere: found \"no\"");
            refused(
                    softly,
                    "scope:\n  echo:\n    of: [line]\n",
                    "rookery.yml:3:5 scope.echo.of: unknown key, did you mean 'on'");
            refused(softly, "scope:\n  /echo: {}\n", "rookery.yml:2:3 scope: found '' (expected: the id of a plugin");
            refused(
                    softly,
                    "owners: [pual/1]\n",
                    "rookery.yml:1:9 owners: pual/1 is of no account (expected: one of line)");
            refused(softly, "admins: ['']\n", "rookery.yml:1:9 admins: found '' (expected: *, an account");
            refused(softly, "permissions:\n  a:\n    allow: [x]\n", "rookery.yml:2:3 permissions: x is of no account");
            refused(softly, "permissions:\n  A: {}\n", "rookery.yml:2:3 permissions: 'A' (expected: a permission node");
            refused(
                    softly,
                    "permissions:\n  a:\n    level: boss\n",
                    "rookery.yml:3:12 permissions.a.level: found \"boss\"");
        });
    }

    private static void refused(SoftAssertions softly, String text, String problem) {
        softly.assertThatThrownBy(() -> config(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }
}

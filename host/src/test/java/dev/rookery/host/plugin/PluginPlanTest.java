package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.plugin.PluginInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PluginPlanTest {

    private static PluginJar jar(String id, String dependencies) {
        return new PluginJar(
                Path.of(id + ".jar"),
                "0".repeat(64),
                new PluginInfo(id, "1.0.0", ""),
                "demo.Main",
                Dependency.parseAll(dependencies),
                List.of(),
                List.of(),
                List.of());
    }

    private static PluginPlan plan(PluginJar... jars) {
        return PluginPlan.of(List.of(jars), List.of());
    }

    private static Stream<String> order(PluginPlan plan) {
        return plan.order().stream().map(PluginJar::id);
    }

    @Test
    void dependenciesComeFirstAlsoOptionalOnesAndTheRestByName() {
        PluginPlan plan = plan(jar("a", "z?"), jar("b", ""), jar("c", "a,b"), jar("z", ""));
        assertThat(order(plan)).containsExactly("z", "a", "b", "c");
        assertThat(plan.refused()).isEmpty();
    }

    @Test
    void optionalDependencyMayBeAbsentButMustFitWhenItIsThere() {
        assertThat(order(plan(jar("a", "z?@>=2.0.0")))).containsExactly("a");
        assertThat(plan(jar("a", "z?@>=2.0.0"), jar("z", "")).refused())
                .singleElement()
                .asString()
                .contains("a.jar: BLOCKED", "needs plugin 'z' >=2.0.0, and z.jar is 1.0.0");
    }

    @Test
    void selfDependencyIsACircle() {
        assertThat(plan(jar("a", "a")).refused()).singleElement().asString().contains("a -> a");
    }

    @Test
    void whatNeedsACircleIsBlockedAndWhatOnlyLikesItIsNot() {
        PluginPlan plan = plan(jar("a", "b"), jar("b", "c"), jar("c", "a"), jar("needs", "a"), jar("likes", "a?"));
        assertThat(order(plan)).containsExactly("likes");
        assertThat(plan.refused()).hasSize(4);
        assertThat(plan.refused())
                .filteredOn(status -> status.id().equals("needs"))
                .singleElement()
                .asString()
                .contains("needs plugin 'a', which is BLOCKED (see a.jar)");
    }

    @Test
    void invalidJarOfTheSameIdDoesNotKeepTheValidOneFromLoading() {
        PluginStatus newer =
                new PluginStatus("a", "2.0.0", Path.of("a-2.jar"), PluginState.INCOMPATIBLE, "needs a later host");
        PluginPlan plan = PluginPlan.of(List.of(jar("a", ""), jar("b", "a")), List.of(newer));
        assertThat(order(plan)).containsExactly("a", "b");
    }

    @Test
    void allObstaclesAreToldAtOnce() {
        assertThat(plan(jar("a", "x, y")).refused())
                .singleElement()
                .asString()
                .contains("needs plugin 'x'", "needs plugin 'y'");
    }
}

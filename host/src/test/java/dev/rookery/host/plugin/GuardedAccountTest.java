package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Segment;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.testing.CapturedLog;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedAccountTest {

    private static final ChatId GROUP = new ChatId("pual", ChatKind.GROUP, "1");
    private static final PersonId MING = new PersonId("pual", "2");

    /** A value for each type of parameter that the calls have. */
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            ChatId.class,
            GROUP,
            PersonId.class,
            MING,
            String.class,
            "words",
            boolean.class,
            true,
            Duration.class,
            Duration.ofMinutes(1),
            OnlineStatus.class,
            OnlineStatus.AWAY,
            Segment.Image.class,
            new Segment.Image(new Media.Remote("pual", "x"), ""));

    /** What each changing call needs, as its Javadoc says. */
    private static final Map<String, AccountPermission> NEEDS = Map.ofEntries(
            Map.entry("setStatus", AccountPermission.PROFILE),
            Map.entry("setSignature", AccountPermission.PROFILE),
            Map.entry("acceptFriend", AccountPermission.FRIENDS),
            Map.entry("refuseFriend", AccountPermission.FRIENDS),
            Map.entry("setRemark", AccountPermission.FRIENDS),
            Map.entry("answerJoin", AccountPermission.GROUPS),
            Map.entry("kick", AccountPermission.GROUPS),
            Map.entry("mute", AccountPermission.GROUPS),
            Map.entry("setCard", AccountPermission.GROUPS),
            Map.entry("setAdmin", AccountPermission.GROUPS),
            Map.entry("signIn", AccountPermission.GROUPS));

    private final List<String> asked = new ArrayList<>();
    private final Account real = account((name, arguments) -> {
        asked.add(name + (arguments == null ? List.of() : Arrays.asList(arguments)));
        return CompletableFuture.completedStage(Answer.done());
    });

    private interface Network {
        Object ask(String call, Object[] arguments) throws Throwable;
    }

    private static Account account(Network network) {
        return (Account) Proxy.newProxyInstance(
                Account.class.getClassLoader(),
                new Class<?>[] {Account.class},
                (proxy, method, arguments) ->
                        method.getName().equals("name") ? "pual" : network.ask(method.getName(), arguments));
    }

    private static Account guarded(Account real, AccountPermissions permissions) {
        Owner owner = new Owner("admin", Runnable::run, Runnable::run);
        return new GuardedAccount("pual", () -> real, owner, new PermissionGuard("admin", permissions));
    }

    private static Answer<?> call(Account account, Method method) throws Exception {
        Object[] arguments =
                Stream.of(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        return (Answer<?>) ((CompletionStage<?>) method.invoke(account, arguments))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    static List<Method> calls() {
        return Stream.of(Account.class.getMethods())
                .filter(method -> method.getReturnType() == CompletionStage.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    static List<Method> changes() {
        return calls().stream()
                .filter(method -> method.getGenericReturnType().getTypeName().contains("Nothing"))
                .toList();
    }

    @Test
    void noCallGoesPastTheGuard() {
        assertThat(calls())
                .isNotEmpty()
                .allSatisfy(method -> assertThat(
                                GuardedAccount.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                        .isNotNull());
        assertThat(changes()).extracting(Method::getName).containsExactlyInAnyOrderElementsOf(NEEDS.keySet());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsAllowedReachesTheNetworkWithItsArguments(Method method) throws Exception {
        assertThat(call(guarded(real, (account, plugin, permission) -> true), method))
                .isEqualTo(Answer.done());
        assertThat(asked)
                .containsExactly(method.getName()
                        + Stream.of(method.getParameterTypes())
                                .map(ARGUMENTS::get)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeNeedsThePermissionThatItsJavadocNames(Method method) throws Exception {
        AccountPermission needed = NEEDS.get(method.getName());
        Account allButTheOne = guarded(real, (account, plugin, permission) -> permission != needed);
        assertThat(call(allButTheOne, method))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains(
                                        "accounts.pual.permissions.admin",
                                        needed.name().toLowerCase()));
        assertThat(asked).isEmpty();
        Account onlyTheOne = guarded(
                real,
                (account, plugin, permission) ->
                        account.equals("pual") && plugin.equals("admin") && permission == needed);
        assertThat(call(onlyTheOne, method)).isEqualTo(Answer.done());
    }

    @Test
    void readingNeedsNoPermission() throws Exception {
        Account nothing = guarded(real, AccountPermissions.none());
        for (Method method : calls()) {
            if (!NEEDS.containsKey(method.getName())) {
                assertThat(call(nothing, method)).isEqualTo(Answer.done());
            }
        }
    }

    @Test
    void operatorIsToldOnceForEachPermission() {
        try (CapturedLog log = CapturedLog.of(PermissionGuard.class)) {
            Account nothing = guarded(real, AccountPermissions.none());
            nothing.kick(GROUP, MING);
            nothing.signIn(GROUP);
            nothing.setSignature("");
            assertThat(log.warnings())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("plugin=admin account=pual permission=groups", "accounts.pual.permissions.admin");
        }
    }

    @Test
    void networkThatThrowsLeavesTheOutcomeUnknown() throws Exception {
        Account broken = account((name, arguments) -> {
            throw new IllegalStateException("secret");
        });
        try (CapturedLog log = CapturedLog.of(GuardedAccount.class)) {
            Answer<?> answer = guarded(broken, AccountPermissions.none())
                    .self()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(answer).isInstanceOf(Answer.Unknown.class);
            assertThat(answer.toString()).contains("pual").doesNotContain("secret");
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void missingArgumentIsThePluginsMistake() {
        Account all = guarded(real, (account, plugin, permission) -> true);
        assertThatNullPointerException().isThrownBy(() -> all.kick(GROUP, null));
        assertThat(asked).isEmpty();
    }

    @Test
    void pluginIsAnsweredOnItsCallbackThreadAndThrownAtOnceStopped(@TempDir Path root) throws Exception {
        Account[] kept = new Account[1];
        try (House house = new House(root)) {
            house.messaging().offers(real);
            house.allowing((account, plugin, permission) -> permission == AccountPermission.GROUPS);
            house.drop(
                    "admin.jar",
                    TestJar.plugin("admin")
                            .onEnable("Account account = context.account(\"pual\").orElseThrow();"
                                    + "System.getProperties().put(\"kept-account\", account);"
                                    + "ChatId group = new ChatId(\"pual\", ChatKind.GROUP, \"1\");"
                                    + "account.signIn(group).thenAccept(answer ->"
                                    + " say(answer.found().isPresent() + \" \" + Thread.currentThread().getName()));"
                                    + "context.account(\"nobody\").ifPresent(this::say);"));
            house.start();
            assertThat(house.messaging().awaitSaid()).startsWith("true plugin-admin-");
            kept[0] = (Account) System.getProperties().remove("kept-account");
            assertThat(asked).containsExactly("signIn[" + GROUP + "]");
        }
        assertThatIllegalStateException().isThrownBy(() -> kept[0].friends()).withMessageContaining("disabled");
        assertThatIllegalStateException().isThrownBy(() -> kept[0].setSignature(""));
    }
}

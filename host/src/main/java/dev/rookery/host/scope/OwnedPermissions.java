package dev.rookery.host.scope;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.permission.Level;
import dev.rookery.api.permission.Permissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The permission nodes of one plugin in one of its lives. Any thread. */
public final class OwnedPermissions implements Permissions, AutoCloseable {

    /** How many nodes one plugin may have declared; a further one is refused. */
    static final int MOST = 500;

    private final String plugin;
    private final PermissionNodes nodes;
    private final Scope scope;
    private final Set<Registration> declared = ConcurrentHashMap.newKeySet();

    OwnedPermissions(String plugin, PermissionNodes nodes, Scope scope) {
        this.plugin = plugin;
        this.nodes = nodes;
        this.scope = scope;
    }

    @Override
    public Registration declare(String node, String description, Level least) {
        if (!node.startsWith(plugin + '.') || !Grant.isNode(node)) {
            throw new IllegalArgumentException("permission node '" + node + "' (expected: " + plugin
                    + ".something, lower case letters, digits, - and _ with dots between, at most " + Grant.LONGEST
                    + " characters)");
        }
        if (declared.size() >= MOST) {
            throw new IllegalStateException(
                    "permission node '" + node + "' is one too many (expected: at most " + MOST + " of a plugin)");
        }
        PermissionNodes.Node made = new PermissionNodes.Node(
                this, Objects.requireNonNull(description, "description"), Objects.requireNonNull(least, "least"));
        nodes.declare(node, made);
        Registration registration = new Registration() {
            @Override
            public void close() {
                nodes.forget(node, made);
                declared.remove(this);
            }
        };
        declared.add(registration);
        return registration;
    }

    @Override
    public boolean can(Person person, Chat chat, String node) {
        return scope.permits(node, person, chat).allowed();
    }

    /** Takes all of its nodes back. */
    @Override
    public void close() {
        declared.forEach(Registration::close);
    }
}

package dev.rookery.host.scope;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.permission.Level;
import dev.rookery.api.permission.Permissions;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The permission nodes of one plugin in one of its lives. Any thread. */
public final class OwnedPermissions implements Permissions, AutoCloseable {

    private final String plugin;
    private final PermissionNodes nodes;
    private final Scope scope;
    private final Queue<Registration> declared = new ConcurrentLinkedQueue<>();

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
        PermissionNodes.Node made = new PermissionNodes.Node(
                this, Objects.requireNonNull(description, "description"), Objects.requireNonNull(least, "least"));
        nodes.declare(node, made);
        Registration registration = () -> nodes.forget(node, made);
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
        for (Registration each = declared.poll(); each != null; each = declared.poll()) {
            each.close();
        }
    }
}

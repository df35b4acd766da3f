package dev.rookery.host.dispatch;

/**
 * Something that a plugin is lent and that follows its life. Told in this order, each at most once, on the lifecycle
 * thread or one of the plugin's.
 */
public interface OwnedService extends AutoCloseable {

    /** {@code onEnable} has returned and the plugin is heard: from now on its code may be called. */
    default void activated() {}

    /** The plugin is taken out; what runs may end, nothing new may begin. */
    default void stopping() {}

    /** The plugin's life is over, or never began: nothing of it may be kept. */
    @Override
    void close();
}

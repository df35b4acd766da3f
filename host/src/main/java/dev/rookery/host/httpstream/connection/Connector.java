package dev.rookery.host.httpstream.connection;

/**
 * Opens the channel of a connection: looks the name up, connects, puts TLS into the pipeline. Loop only; none of it
 * blocks, and the connection is told of nothing from within {@link #connect}.
 */
public interface Connector {

    /**
     * Begins to connect. Ends with one of {@link Connection#opened} and {@link Connection#fail}, unless it is given up
     * before. The time for it is bounded by the connection.
     */
    Attempt connect(Connection connection);

    /** Ends what the connector itself keeps going; attempts under way are given up one by one. */
    void close();

    /** A channel in the making. */
    interface Attempt {

        /** How far it has come, to go on the sentence that it took too long. */
        String progress();

        /** Gives it up: whatever was opened is closed, and the connection hears nothing more. */
        void abandon();
    }
}

package dev.rookery.api;

/** Something that was registered and can be taken back. */
@ProvidedByHost
public interface Registration extends AutoCloseable {

    /** Takes it back. A call that is running goes on to its end; closing again does nothing. */
    @Override
    void close();
}

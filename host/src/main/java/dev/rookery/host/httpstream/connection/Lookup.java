package dev.rookery.host.httpstream.connection;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name without keeping the loop waiting. Asked and answering on the loop. */
public interface Lookup {

    /**
     * All addresses of a name, in no order to rely on.
     *
     * @return of the loop; fails with {@link java.net.UnknownHostException} if there is none, and with
     *     {@link java.util.concurrent.RejectedExecutionException} if too many are being asked for
     */
    Future<List<InetAddress>> addresses(String host);

    /** Ends it; questions under way need not be answered any more. */
    default void close() {}
}

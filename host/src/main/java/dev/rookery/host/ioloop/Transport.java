package dev.rookery.host.ioloop;

/** How a loop asks the kernel which channels are ready. {@link #NIO} is what a loop has that is told nothing else. */
public enum Transport {
    /**
     * Epoll where it is present, else NIO, which a line in the log tells. Never io_uring: many kernels and containers
     * forbid it, and where it is allowed it is young; it is taken when it is named.
     */
    AUTO,
    /** The JDK's selector: everywhere, and the only one for {@link IoLoop#addHandler}. */
    NIO,
    /** Linux, with Netty's library for it on the class path. For Netty channels only. */
    EPOLL,
    /** Linux 5.14 or later, with Netty's library for it on the class path. For Netty channels only. */
    IO_URING
}

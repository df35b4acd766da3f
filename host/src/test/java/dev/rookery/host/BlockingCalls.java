package dev.rookery.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/**
 * Fails the test during which something blocked an event loop. JUnit finds it where the detection of extensions is
 * switched on, which one run of the network's tests in the build does; the others run without it.
 */
public final class BlockingCalls implements BeforeAllCallback, AfterEachCallback {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final ConcurrentLinkedQueue<BlockingOperationError> FOUND = new ConcurrentLinkedQueue<>();

    static boolean isInstalled() {
        return INSTALLED.get();
    }

    /** What was found since the last call. */
    static List<BlockingOperationError> takeFound() {
        List<BlockingOperationError> found = new ArrayList<>();
        for (BlockingOperationError next = FOUND.poll(); next != null; next = FOUND.poll()) {
            found.add(next);
        }
        return found;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (INSTALLED.compareAndSet(false, true)) {
            install();
        }
    }

    /** Whoever ran on the loop may have caught the error, hence it is told here. */
    @Override
    public void afterEach(ExtensionContext context) {
        List<BlockingOperationError> found = takeFound();
        if (!found.isEmpty()) {
            AssertionError failure = new AssertionError(found.size() + " blocking calls on an event loop");
            found.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void install() {
        BlockHound.builder()
                .loadIntegrations()
                // Netty takes all its threads for loops; those that look up names or read files are there to block.
                .nonBlockingThreadPredicate(
                        loops -> loops.and(thread -> !thread.getName().startsWith("rookery-names-")
                                && !thread.getName().startsWith("rookery-files-")))
                // The kernel's random numbers are a file that never waits.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                // The queue in which a test collects what the loop tells: an offer waits for the lock, never for room.
                .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
                // Handing work to threads that may block: each waits for the pool's own lock, never for room or for
                // work.
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
                .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "shutdownNow")
                // Tests that hold the loop on purpose.
                .allowBlockingCallsInside("dev.rookery.host.ioloop.IoLoopTest", "hangUntil")
                .allowBlockingCallsInside("dev.rookery.host.sandbox.RunningSandbox", "hangUntil")
                .blockingMethodCallback(method -> {
                    BlockingOperationError blocked = new BlockingOperationError(method);
                    FOUND.add(blocked);
                    throw blocked;
                })
                .install();
    }
}

package dev.rookery.host.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** What a part of the host logs while this is open. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger stacks = new AtomicInteger();

    private CapturedLog(Class<?> part) {
        logger = (Logger) LoggerFactory.getLogger(part);
        start();
        logger.addAppender(this);
    }

    public static CapturedLog of(Class<?> part) {
        return new CapturedLog(part);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            stacks.incrementAndGet();
        }
    }

    /** How many lines came with a stack. */
    public int stacks() {
        return stacks.get();
    }

    public List<String> warnings() {
        return lines.stream()
                .filter(line -> line.startsWith(Level.WARN.toString()))
                .toList();
    }

    public List<String> errors() {
        return lines.stream()
                .filter(line -> line.startsWith(Level.ERROR.toString()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}

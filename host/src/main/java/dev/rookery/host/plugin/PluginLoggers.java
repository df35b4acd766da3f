package dev.rookery.host.plugin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.SubstituteLogger;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The loggers that plugins get, one for each name: they pass everything on to those of the host, whose locks are the
 * host's. Logback locks the root logger, and all between, whenever it makes one that is new; a plugin that held such a
 * lock would hold up whoever needs a logger. Any thread.
 */
public final class PluginLoggers implements SLF4JServiceProvider {

    private static final Map<String, Logger> LOGGERS = new ConcurrentHashMap<>();

    /** Made by reflection, for {@link PluginLogging}. */
    public PluginLoggers() {}

    static Logger of(String name) {
        return LOGGERS.computeIfAbsent(name, PluginLoggers::made);
    }

    private static Logger made(String name) {
        SubstituteLogger logger = new SubstituteLogger(name, null, true);
        logger.setDelegate(LoggerFactory.getLogger(name));
        return logger;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return PluginLoggers::of;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return MarkerFactory.getIMarkerFactory();
    }

    /** None: the one of the host is shared. */
    @Override
    public @Nullable MDCAdapter getMDCAdapter() {
        return null;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // any 2.0
    }

    @Override
    public void initialize() {
        // there is nothing to do
    }
}

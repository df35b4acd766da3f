package dev.rookery.host.plugin;

import java.util.regex.Pattern;
import org.pf4j.DefaultVersionManager;
import org.pf4j.VersionManager;

/**
 * A condition on a version, as PF4J understands it.
 *
 * @param expression for example {@code >=1.2.0 & <2.0.0}; {@code *} for any
 */
record VersionRange(String expression) {

    /** Semantic Versioning 2.0.0, as semver.org gives it. */
    private static final Pattern SEMANTIC_VERSION = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-((0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
            + "(\\+([0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*))?");

    private static final VersionManager VERSIONS = new DefaultVersionManager();

    /** Declared after the parser, which its construction needs. */
    static final VersionRange ANY = new VersionRange("*");

    /** Refuses what cannot be parsed: PF4J would do so only when it compares, and then for all plugins at once. */
    VersionRange {
        try {
            VERSIONS.checkVersionConstraint("0.0.0", expression);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' (expected: a version range such as >=1.2.0 & <2.0.0)", e);
        }
    }

    /** Reads {@code Plugin-Requires}, where a bare version means that one or later. */
    static VersionRange required(String text) {
        return new VersionRange(isVersion(text) ? ">=" + text : text);
    }

    static boolean isVersion(String text) {
        return SEMANTIC_VERSION.matcher(text).matches();
    }

    /** Which of two versions is higher, as {@link Comparable} tells it; what follows a {@code +} does not count. */
    static int compare(String version, String other) {
        return VERSIONS.compareVersions(version, other);
    }

    boolean contains(String version) {
        return VERSIONS.checkVersionConstraint(version, expression);
    }

    @Override
    public String toString() {
        return expression;
    }
}

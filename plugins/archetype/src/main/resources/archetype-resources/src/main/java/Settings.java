package ${package};

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;

/**
 * What stands under {@code plugins.${pluginId}} in rookery.yml.
 *
 * @param greeting what is said before the name
 */
@Doc("How people are greeted.")
record Settings(
        @Doc("What is said before the name.") @Default("Hello")
        String greeting) {

    Settings {
        if (greeting.isBlank()) {
            throw new IllegalArgumentException("greeting: empty (expected: what to say before the name)");
        }
    }
}

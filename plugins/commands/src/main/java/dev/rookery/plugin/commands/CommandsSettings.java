package dev.rookery.plugin.commands;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;

/**
 * The settings under {@code plugins.commands}.
 *
 * @param language what the answers are written in
 */
@Doc("How the everyday commands answer.")
record CommandsSettings(
        @Doc("The language of the answers.") @Default("en") Phrases.Language language) {}

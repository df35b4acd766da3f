package dev.rookery.api.plugin;

/**
 * Who a plugin is, as its manifest says.
 *
 * @param id lower case letters, digits, dots and dashes; unique in a host
 * @param version three numbers, as in semantic versioning
 * @param description one sentence; may be empty
 */
public record PluginInfo(String id, String version, String description) {}

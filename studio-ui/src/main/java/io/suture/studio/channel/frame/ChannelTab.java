package io.suture.studio.channel.frame;

/// The pages of a Channel, in the order of their tabs. The path follows `channels/<id>/`.
public enum ChannelTab {
    MAPPING("Mapping", "mapping"),
    RULES("Rules", "rules"),
    SCHEMAS("Schemas", "schemas"),
    TABLES("Tables", "tables"),
    TESTS("Tests", "tests"),
    VERSIONS("Versions", "versions"),
    SETTINGS("Settings", "settings");

    private final String label;
    private final String path;

    ChannelTab(String label, String path) {
        this.label = label;
        this.path = path;
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }
}

package io.suture.engine.format.hl7v2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What segments are called: `PID` is `Patient Identification`.
final class SegmentTitles {
    private static final Properties TITLES = load("segments.properties");

    private SegmentTitles() {}

    /// The title, or the code where the standard's version is not known to have one.
    static String of(String code) {
        return TITLES.getProperty(code, code);
    }

    /// A list that lies beside this class.
    static Properties load(String name) {
        var properties = new Properties();
        try (var in = SegmentTitles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this library");
            }
            properties.load(in);
            return properties;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package io.suture.studio.mapping.ui;

/// What stands at a field on the chosen Sample.
///
/// @param text    the value as shown (masked, where the user may not see it); empty for groups
/// @param repeat  which repeat it is, from 1; 0 where nothing repeats
/// @param repeats how many there are
record SampleValue(String text, int repeat, int repeats) {
    static SampleValue of(String text) {
        return new SampleValue(text, 0, 0);
    }

    /// `1 of 3`, or empty.
    String place() {
        return repeat > 0 ? repeat + " of " + repeats : "";
    }
}

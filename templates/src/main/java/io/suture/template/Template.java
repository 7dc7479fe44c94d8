package io.suture.template;

import io.suture.engine.channel.Channel;
import io.suture.regression.Regression.Case;
import java.util.List;

/// A Channel to start from, with what a person needs to know of it.
///
/// @param name     what commands call it: `lab-results`
/// @param title    its name in words
/// @param summary  what it does
/// @param audience whom it is for
/// @param help     a page of help, in Markdown
/// @param settings what to set before use
/// @param channel  the Channel that a copy starts as
/// @param samples  Samples with what they must yield
public record Template(
        String name,
        String title,
        String summary,
        String audience,
        String help,
        List<Setting> settings,
        Channel channel,
        List<Case> samples) {
    public Template {
        settings = List.copyOf(settings);
        samples = List.copyOf(samples);
    }

    /// A setting with its default and a sentence that says what it is.
    public record Setting(String name, String otherwise, String help) {}
}

package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which rows of a tree are listed.
///
/// @param words all of them must stand in a row's name, label, path or value; lower case
/// @param show  which sort of rows
/// @param keep  listed all the same, since they are selected
record Filter(List<String> words, Show show, Set<FieldPath> keep) {
    static final Filter NONE = new Filter(List.of(), Show.ALL, Set.of());

    Filter {
        words = List.copyOf(words);
        keep = Set.copyOf(keep);
    }

    /// The choice beside the filter's text.
    enum Show {
        ALL,
        MAPPED,
        UNMAPPED,
        /// With a value in the chosen Sample.
        USED,
        REQUIRED,
        PROBLEM
    }

    static Filter of(String text, String show, Set<FieldPath> keep) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("\\s+")).stream()
                .filter(word -> !word.isEmpty())
                .limit(8)
                .toList();
        return new Filter(words, Show.valueOf(show), keep);
    }

    boolean isNone() {
        return words.isEmpty() && show == Show.ALL;
    }
}

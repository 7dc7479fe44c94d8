package io.suture.studio.kit;

import java.util.List;

/// Knows things that somebody may look for by name: a view what is on it, a feature (as a bean) what it keeps.
@FunctionalInterface
public interface Finding {
    /// @param typed what is looked for, in lower case; never empty
    /// @return the best first, some dozens at most; asked at each key, so it must be quick
    List<Found> find(String typed);

    /// One thing that was found.
    ///
    /// @param name   what it is called
    /// @param kind   what it is, in a word or two: `Channel`, `Target field`
    /// @param detail what tells it from others of that name, or empty
    /// @param open   goes there
    record Found(String name, String kind, String detail, Runnable open) {
        /// Whether its name or its detail holds what is typed.
        public boolean matches(String typed) {
            return name.toLowerCase(java.util.Locale.ROOT).contains(typed)
                    || detail.toLowerCase(java.util.Locale.ROOT).contains(typed);
        }
    }
}

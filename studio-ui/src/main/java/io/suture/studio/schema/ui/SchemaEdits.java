package io.suture.studio.schema.ui;

/// Who hears what an editor changes.
///
/// @param <T> what it edits
interface SchemaEdits<T> {
    /// @param what the change in words, as undo names it
    void changed(String what, T now);

    /// Something that cannot be, in a sentence.
    void refused(String why);
}

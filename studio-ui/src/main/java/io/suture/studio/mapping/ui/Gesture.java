package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.Optional;

/// What the user did on the canvas. The canvas changes nothing but its selection by itself: whoever hears a
/// gesture edits the draft and hands the new lines back.
sealed interface Gesture {
    /// A source field was connected to a target field, by dragging in either direction or by keys.
    record FieldDropped(FieldPath source, FieldPath target) implements Gesture {}

    /// A line was selected; empty when none is any more.
    record LinkSelected(Optional<String> id) implements Gesture {}

    /// A row was clicked or reached by keys; the inspector may show it although no line ends there.
    record RowSelected(Side side, FieldPath path) implements Gesture {}

    /// A line is to be removed.
    record LinkRemoved(String id) implements Gesture {}

    /// The line of a loop is to be removed: what it repeats is then made once.
    record LoopRemoved(FieldPath target) implements Gesture {}

    /// The formula of a target field is to be edited.
    ///
    /// @param adding whether the + was pressed: a function is to be put around what is there
    record FormulaRequested(FieldPath target, boolean adding) implements Gesture {}

    /// Suggestions for one field are wanted; answer with [MappingCanvas#setSuggestions].
    record SuggestionsRequested(Side side, FieldPath path) implements Gesture {}

    /// A suggestion is to become a line.
    record SuggestionAccepted(String id) implements Gesture {}

    /// A suggestion is not wanted.
    record SuggestionDismissed(String id) implements Gesture {}

    /// The user left the choice among suggestions.
    record SuggestionsClosed() implements Gesture {}

    /// Ctrl+Z.
    record UndoRequested() implements Gesture {}

    /// Ctrl+Shift+Z.
    record RedoRequested() implements Gesture {}
}

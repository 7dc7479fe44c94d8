package io.suture.engine.report;

import org.jspecify.annotations.Nullable;

/// Something that a person must know of or mend: in a document, a formula or a Message. An error parks the Message or
/// refuses the document; a warning travels with the output. The message carries paths and codes, never patients'
/// values.
///
/// @param severity what follows from it
/// @param code     a stable name for programs and help pages: `unknown-field`, `lookup-miss`, `required-empty`
/// @param path     where: a path with positions for Messages (`OBX[2]-5`), a place in a document
///                 (`fields[3].from`), or empty
/// @param message  a sentence that an analyst understands: what, where, what happens meanwhile
/// @param span     the characters that it concerns in a formula, when it concerns one
public record Problem(
        Severity severity,
        String code,
        String path,
        String message,
        @Nullable Span span) {

    /// How bad it is.
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    /// Characters `from` (inclusive) to `to` (exclusive) of a formula.
    public record Span(int from, int to) {}

    public static Problem error(String code, String path, String message) {
        return new Problem(Severity.ERROR, code, path, message, null);
    }

    public static Problem warning(String code, String path, String message) {
        return new Problem(Severity.WARNING, code, path, message, null);
    }

    public static Problem info(String code, String path, String message) {
        return new Problem(Severity.INFO, code, path, message, null);
    }

    public Problem at(Span characters) {
        return new Problem(severity, code, path, message, characters);
    }

    /// The same Problem, placed beneath another place.
    public Problem under(String place) {
        return new Problem(severity, code, path.isEmpty() ? place : place + "." + path, message, span);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}

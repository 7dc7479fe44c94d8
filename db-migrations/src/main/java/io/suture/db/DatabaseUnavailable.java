package io.suture.db;

import org.jspecify.annotations.Nullable;

/// The database cannot be used: it is down, refuses us, is of the wrong version, or its directory is taken.
///
/// The message is one line for whoever starts the program, without passwords; it says what to do where we know
/// it. It carries no stack trace, since there is nothing in it to debug.
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String line, @Nullable Throwable cause) {
        super(oneLine(line), cause, false, false);
    }

    DatabaseUnavailable(String line) {
        this(line, null);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}

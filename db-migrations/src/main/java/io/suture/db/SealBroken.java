package io.suture.db;

/// A row that does not open: somebody changed it, or moved it from another row or table.
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String table, String rowId, int keyId, Throwable cause) {
        super("%s %s was changed or does not belong there (data key %d)".formatted(table, rowId, keyId), cause);
    }
}

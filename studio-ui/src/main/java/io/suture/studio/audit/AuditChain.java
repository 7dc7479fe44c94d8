package io.suture.studio.audit;

/// What following the chain of hashes found.
///
/// @param sound   how many events from the first on are as they were written
/// @param broken  the number of the first that is not: changed, missing or put in between; 0 if all are sound
public record AuditChain(long sound, long broken) {
    public boolean isSound() {
        return broken == 0;
    }

    /// In a sentence.
    public String words() {
        return isSound()
                ? "All " + sound + " audit events are as they were written."
                : "Audit event " + broken + " was changed, removed or put in between. The " + sound
                        + " before it are as they were written.";
    }
}

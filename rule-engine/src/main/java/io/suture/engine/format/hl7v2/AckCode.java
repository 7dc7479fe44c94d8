package io.suture.engine.format.hl7v2;

import java.util.Optional;

/// The codes of MSA-1, table 0008.
public enum AckCode {
    /// Accepted (original mode, or an application's answer).
    AA,
    /// An error in the content.
    AE,
    /// Rejected: of a kind that is not taken here.
    AR,
    /// Accepted in enhanced mode: it is stored.
    CA,
    /// An error in enhanced mode.
    CE,
    /// Rejected in enhanced mode.
    CR;

    /// The code of that name; empty for any other text.
    public static Optional<AckCode> of(String text) {
        return switch (text) {
            case "AA" -> Optional.of(AA);
            case "AE" -> Optional.of(AE);
            case "AR" -> Optional.of(AR);
            case "CA" -> Optional.of(CA);
            case "CE" -> Optional.of(CE);
            case "CR" -> Optional.of(CR);
            default -> Optional.empty();
        };
    }

    /// AA or CA.
    public boolean isAccepted() {
        return this == AA || this == CA;
    }

    /// The same answer in enhanced mode.
    AckCode enhanced() {
        return switch (this) {
            case AA, CA -> CA;
            case AE, CE -> CE;
            case AR, CR -> CR;
        };
    }
}

package io.suture.engine.exchange;

import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.table.Words;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an ACTION column of a Drools spreadsheet decides: `route("$param");`, `$m.alert("lab on call", "$param");`. The
/// name is one of the Decisions; nothing of it is called.
///
/// @param kind   which Decision
/// @param detail of an alert its recipient, of a reject its code, else empty
/// @param quoted whether the cells stand in quotation marks in the column's text
/// @param fixed  what it says in every row that has something in its cell, or null
record DroolsAction(
        Kind kind, String detail, boolean quoted, @Nullable String fixed) {
    private static final String TEXT = "\"([^\"\\\\$]*)\"";
    private static final Pattern CALL =
            Pattern.compile("(?:\\$?[A-Za-z_]\\w{0,40}\\s*\\.\\s*)?([A-Za-z]{1,20})\\s*\\(\\s*(?:" + TEXT
                    + "\\s*,\\s*)?(?:(\"\\$param\")|(\\$param)|" + TEXT + ")\\s*\\)\\s*;?");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");

    /// Empty for what is none of these.
    static Optional<DroolsAction> read(String said) {
        Matcher call = CALL.matcher(said.strip());
        if (!call.matches()) {
            return Optional.empty();
        }
        Optional<Kind> kind = kind(Objects.requireNonNull(call.group(1)));
        String detail = call.group(2);
        return kind.filter(one -> detail == null || one == Kind.ALERT || one == Kind.REJECT)
                .map(one -> new DroolsAction(one, detail == null ? "" : detail, call.group(3) != null, call.group(5)));
    }

    private static Optional<Kind> kind(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "route", "routeto" -> Optional.of(Kind.ROUTE);
            case "label" -> Optional.of(Kind.LABEL);
            case "hold" -> Optional.of(Kind.HOLD);
            case "drop" -> Optional.of(Kind.DROP);
            case "reject" -> Optional.of(Kind.REJECT);
            case "alert" -> Optional.of(Kind.ALERT);
            default -> Optional.empty();
        };
    }

    Outcome outcome(String title) {
        return new Outcome(kind, title, detail);
    }

    /// What a cell decides; empty for what is no text.
    Optional<String> then(String said) {
        String text = said.strip();
        if (text.isEmpty()) {
            return Optional.of("");
        }
        return text(text)
                .filter(one -> kind != Kind.ROUTE && kind != Kind.LABEL
                        || Words.read(one).isPresent());
    }

    private Optional<String> text(String said) {
        if (fixed != null) {
            return Optional.of(fixed);
        }
        if (quoted) {
            return said.indexOf('"') < 0 && said.indexOf('\\') < 0 ? Optional.of(said) : Optional.empty();
        }
        Matcher literal = LITERAL.matcher(said);
        return literal.matches() ? Optional.ofNullable(literal.group(1)) : Optional.empty();
    }
}

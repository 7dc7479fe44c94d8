package io.suture.runtime.message;

import io.suture.db.Vault;
import io.suture.engine.format.hl7v2.Hl7v2OrderingKey;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a Message is found by: its control id, the patient's identifiers, name and account, the orders' numbers. Names
/// are found by their first three letters too.
public final class SearchTerms {
    private static final String PURPOSE = "search";
    private static final String PLACES =
            "PID-3.1,PID-2.1,PID-18.1,PID-5.1+PID-5.2,MRG-1.1,OBR-2.1,OBR-3.1,ORC-2.1,ORC-3.1";
    private static final String PATIENT = "PID-3.1|PID-2.1";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern PARTS = Pattern.compile("[\\s^]+");
    private static final int PREFIX = 3;
    private static final int MOST = 200;

    private final Vault vault;

    public SearchTerms(Vault vault) {
        this.vault = vault;
    }

    /// The tokens under which a Message is entered.
    List<Long> tokens(byte[] payload, String controlId, String charset) {
        Set<Long> tokens = new LinkedHashSet<>();
        if (!controlId.isBlank()) {
            tokens.add(token(controlId));
        }
        List<String> found = Hl7v2OrderingKey.keys(payload, PLACES, charset);
        for (String text : found.size() > MOST ? found.subList(0, MOST) : found) {
            for (String part : PARTS.split(text)) {
                String normal = normal(part);
                if (!normal.isEmpty()) {
                    tokens.add(vault.token(PURPOSE, normal));
                    if (normal.length() > PREFIX && Character.isLetter(normal.charAt(0))) {
                        tokens.add(vault.token(PURPOSE, prefix(normal.substring(0, PREFIX))));
                    }
                }
            }
        }
        return new ArrayList<>(tokens);
    }

    /// The tokens that a Message must have to be a candidate for what somebody typed: all words of it.
    List<Long> wanted(String typed) {
        List<Long> wanted = new ArrayList<>();
        for (String word : PARTS.split(typed.strip())) {
            String normal = normal(word);
            if (normal.endsWith("*") && normal.length() > PREFIX) {
                wanted.add(vault.token(PURPOSE, prefix(normal.substring(0, PREFIX))));
            } else if (normal.length() == PREFIX && Character.isLetter(normal.charAt(0))) {
                wanted.add(vault.token(PURPOSE, prefix(normal)));
            } else if (!normal.isEmpty()) {
                wanted.add(vault.token(PURPOSE, normal));
            }
        }
        return wanted;
    }

    /// Whether an opened Message really holds what was typed: tokens are digests, and two may be alike.
    static boolean holds(byte[] payload, String controlId, String charset, String typed) {
        List<String> texts = new ArrayList<>(Hl7v2OrderingKey.keys(payload, PLACES, charset));
        texts.add(controlId);
        List<String> parts = texts.stream()
                .flatMap(PARTS::splitAsStream)
                .map(SearchTerms::normal)
                .toList();
        return PARTS.splitAsStream(typed.strip())
                .map(SearchTerms::normal)
                .filter(word -> !word.isEmpty())
                .allMatch(word -> {
                    String plain = word.endsWith("*") ? word.substring(0, word.length() - 1) : word;
                    return parts.stream()
                            .anyMatch(part -> word.length() == PREFIX || word.endsWith("*")
                                    ? part.startsWith(plain)
                                    : part.equals(plain));
                });
    }

    /// The patient's identifier, for the audit trail.
    static Optional<String> patient(byte[] payload, String charset) {
        return Hl7v2OrderingKey.keys(payload, PATIENT, charset).stream().findFirst();
    }

    private long token(String text) {
        return vault.token(PURPOSE, normal(text));
    }

    private static String prefix(String letters) {
        return "prefix " + letters;
    }

    private static String normal(String text) {
        String plain = text.strip();
        return isAscii(plain)
                ? plain.toLowerCase(Locale.ROOT)
                : MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}

package io.suture.runtime.connector;

import java.util.List;
import java.util.Set;

/// Something that an Endpoint can be told: what a form asks for, what a check knows, and what holds where nothing is
/// said.
///
/// @param name      as documents call it: `answerTimeout`
/// @param group     what it belongs to
/// @param choices   what it may be, or empty where anything may be written
/// @param label     as people call it
/// @param hint      what else they must know, or empty
/// @param otherwise what holds where it is not said; empty where nothing does
/// @param formats   of which Messages it says something, or empty for all
public record Setting(
        String name,
        Group group,
        List<String> choices,
        String label,
        String hint,
        String otherwise,
        Set<String> formats) {
    /// What people must know of a token before they write it into a document.
    public static final String TOKEN_HINT =
            "Name a setting such as ${FHIR_TOKEN:}. Empty for none. What is written here stands in every version.";

    private static final List<String> YES_OR_NO = List.of("true", "false");

    /// Of a Channel's source, whatever its Connector.
    public static final List<Setting> OF_SOURCES = List.of(
            text("zone", Group.READING, "Time zone", "Of times without an offset, such as Europe/Vienna."),
            text("charset", Group.READING, "Character set", "Of messages that name none, such as in MSH-18.")
                    .onlyOf("hl7v2", "csv", "xml"),
            choice("encoding", Group.READING, "FHIR comes as", "", List.of("json", "xml"))
                    .onlyOf("fhir"),
            text("answerFrom", Group.ANSWERING, "Answer of", "The destination whose answer goes back to the sender."),
            seconds("answerWithin", Group.ANSWERING, "Answer within", 30),
            choice(
                    "whenError",
                    Group.ANSWERING,
                    "After a message with an error",
                    "Whether later messages of the same patient wait for it.",
                    List.of("go-on", "wait")),
            number("backlogLimit", Group.LIMITS, "Waiting messages at most", "Beyond it senders wait.", 2_000_000),
            text("maximumDepth", Group.LIMITS, "Nesting at most", "").onlyOf("json", "xml", "fhir"),
            text("maximumText", Group.LIMITS, "Characters of a text at most", "")
                    .onlyOf("json"),
            text("maximumCell", Group.LIMITS, "Characters of a cell at most", "")
                    .onlyOf("csv"),
            text("maximumRecord", Group.LIMITS, "Bytes of a record at most", "").onlyOf("csv"));

    /// Of every Destination, whatever its Connector.
    public static final List<Setting> OF_DESTINATIONS = List.of(
            text("charset", Group.READING, "Character set", "What is sent is written in it; UTF-8 unless named.")
                    .onlyOf("hl7v2", "csv", "xml"),
            choice("encoding", Group.READING, "FHIR goes as", "", List.of("json", "xml"))
                    .onlyOf("fhir"),
            text("zone", Group.READING, "Time zone", "Of times without an offset."),
            number("rateLimit", Group.LIMITS, "Messages a second at most", "0 for no limit.", 0),
            number("giveUpAfter", Group.LIMITS, "Give up after hours", "0 to try for ever.", 0));

    /// Whether TLS is spoken.
    public static final Setting TLS = yes("tls", Group.TLS, "Speak TLS", "");

    /// Who we are, towards whoever connects or is connected to.
    public static final Setting CERTIFICATE =
            text("tlsCertificate", Group.TLS, "Own certificate", "A PEM file on the machine that runs it.");

    /// What proves it.
    public static final Setting KEY = text("tlsKey", Group.TLS, "Key of the certificate", "A PEM file, PKCS #8.");

    /// Whom we believe.
    public static final Setting AUTHORITIES =
            text("tlsAuthorities", Group.TLS, "Trusted authorities", "A PEM file. Empty: those that Java trusts.");

    /// Whether senders must show who they are.
    public static final Setting CLIENT_NEEDED = yes("tlsClientNeeded", Group.TLS, "Senders show a certificate", "");

    public Setting {
        choices = List.copyOf(choices);
        formats = Set.copyOf(formats);
    }

    /// What settings belong to, in the order in which people are asked.
    public enum Group {
        /// Where messages come from or go to, and who may send them.
        ADDRESS,
        /// How bytes become a Message and back.
        READING,
        /// When and with what senders are answered.
        ANSWERING,
        /// Encryption.
        TLS,
        /// How much and how long.
        LIMITS
    }

    /// The same, of Messages of these formats only.
    private Setting onlyOf(String... formats) {
        return new Setting(name, group, choices, label, hint, otherwise, Set.of(formats));
    }

    /// Whether it says something of Messages of that format.
    public boolean isOf(String format) {
        return formats.isEmpty() || formats.contains(format);
    }

    /// Whether it says yes or no.
    public boolean isYesOrNo() {
        return choices.equals(YES_OR_NO);
    }

    public static Setting text(String name, Group group, String label, String hint) {
        return text(name, group, label, hint, "");
    }

    /// The first choice holds where nothing is said.
    public static Setting choice(String name, Group group, String label, String hint, List<String> choices) {
        return new Setting(name, group, choices, label, hint, choices.getFirst(), Set.of());
    }

    public static Setting text(String name, Group group, String label, String hint, String otherwise) {
        return new Setting(name, group, List.of(), label, hint, otherwise, Set.of());
    }

    public static Setting yes(String name, Group group, String label, String hint) {
        return new Setting(name, group, YES_OR_NO, label, hint, "false", Set.of());
    }

    public static Setting number(String name, Group group, String label, String hint, int otherwise) {
        return text(name, group, label, hint, Integer.toString(otherwise));
    }

    public static Setting seconds(String name, Group group, String label, int otherwise) {
        return number(name, group, label, "Seconds.", otherwise);
    }
}

package io.suture.studio.channel;

import io.suture.engine.channel.Query;

/// Declared queries as sentences.
public final class QueryWords {
    private QueryWords() {}

    /// `For each of OBR-16.1, finds the Practitioner whose identifier is token('urn:id:HOSP', key) and takes name.text.
    /// While nobody answers, the message waits.`
    public static String sentence(Query query) {
        return (query.note().isEmpty() ? "" : "(“" + query.note() + "”) ")
                + "For each of "
                + said(query.keys().text())
                + ", finds the "
                + query.resource()
                + " whose "
                + query.parameter()
                + (query.value().equals(Query.THE_KEY)
                        ? " it is"
                        : " is " + said(query.value().text()))
                + " and takes "
                + said(query.take().text())
                + ". "
                + unanswered(query.whenUnanswered())
                + ".";
    }

    public static String unanswered(Query.WhenUnanswered whenUnanswered) {
        return switch (whenUnanswered) {
            case WAIT -> "While nobody answers, the message waits";
            case GO_ON -> "Where nobody answers, the message goes on without, with a warning";
        };
    }

    private static String said(String formula) {
        return formula.isEmpty() ? "nothing yet" : formula;
    }
}

package io.suture.engine;

import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Answers.State;
import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is to be asked about one Message.
///
/// @param asks     by query in the Channel's order, then as the keys stand in the Message
/// @param problems keys that cannot be asked about
public record Asks(List<Ask> asks, List<Problem> problems) {
    public static final Asks NONE = new Asks(List.of(), List.of());

    public Asks {
        asks = List.copyOf(asks);
        problems = List.copyOf(problems);
    }

    /// The answers that a run goes by: one for each thing asked, whatever else was recorded. What is missing or failed
    /// becomes a Problem, one for each query and reason.
    Answers answered(Answers given, List<Problem> found) {
        found.addAll(problems);
        List<Answer> known = new ArrayList<>();
        Map<String, Integer> missing = new LinkedHashMap<>();
        Map<String, Integer> several = new LinkedHashMap<>();
        Map<String, Integer> unanswered = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Ask ask : asks) {
            Optional<Answer> answer = given.find(ask.query(), ask.key());
            known.add(answer.orElseGet(() -> Answer.none(ask.query(), ask.key(), State.UNANSWERED)));
            if (answer.isEmpty()) {
                missing.merge(ask.query(), 1, Integer::sum);
                continue;
            }
            switch (answer.get().state()) {
                case FOUND, NOBODY -> {}
                case SEVERAL -> several.merge(ask.query(), 1, Integer::sum);
                case UNANSWERED -> unanswered.merge(ask.query(), 1, Integer::sum);
                case REFUSED -> refused.putIfAbsent(ask.query(), answer.get().text());
            }
        }
        missing.forEach((query, keys) -> found.add(Problem.warning(
                "query-unanswered",
                place(query),
                "There is no answer to the query “" + query + "” about " + keys(keys, query)
                        + "; what is made of it stays empty. A test or preview takes answers from its sample.")));
        unanswered.forEach((query, keys) -> found.add(Problem.warning(
                "query-unanswered",
                place(query),
                "Nobody answered the query “" + query + "” about " + keys(keys, query)
                        + "; what is made of it stays empty.")));
        several.forEach((query, keys) -> found.add(Problem.warning(
                "query-several-matches",
                place(query),
                "Several answer to the query “" + query + "” about " + keys(keys, query)
                        + ". None is taken by guess; what is made of it stays empty.")));
        refused.forEach((query, code) -> found.add(Problem.error(
                "query-refused",
                place(query),
                "The query “" + query + "” was refused with " + code
                        + ". The message waits; mend the query or the rights of its token, then reprocess it.")));
        return Answers.of(known);
    }

    private String keys(int some, String query) {
        long all = asks.stream().filter(ask -> ask.query().equals(query)).count();
        return all == 1 ? "its key" : some + " of " + all + " keys";
    }

    private static String place(String query) {
        return "queries." + query;
    }
}

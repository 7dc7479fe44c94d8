package io.suture.engine.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What others answered to the declared queries of a Channel about one Message: recorded with its run, so that a
/// repetition makes the same of it. Decision 0007.
///
/// @param all one for each query and key, sorted by both
public record Answers(List<Answer> all) {
    public static final Answers NONE = new Answers(List.of());

    private static final Comparator<Answer> ORDER =
            Comparator.comparing(Answer::query).thenComparing(Answer::key);

    public Answers {
        Map<Answer, Answer> sorted = new TreeMap<>(ORDER);
        all.forEach(answer -> sorted.put(answer, answer));
        all = List.copyOf(sorted.values());
    }

    public static Answers of(Collection<Answer> answers) {
        return answers.isEmpty() ? NONE : new Answers(List.copyOf(answers));
    }

    /// What was answered about one key.
    ///
    /// @param query which query
    /// @param key   what was asked about
    /// @param state whether there is an answer
    /// @param text  the answer; of a refusal the server's word for it (`HTTP 403`); else empty
    public record Answer(String query, String key, State state, String text) {
        public static Answer found(String query, String key, String text) {
            return new Answer(query, key, text.isEmpty() ? State.NOBODY : State.FOUND, text);
        }

        public static Answer none(String query, String key, State state) {
            return new Answer(query, key, state, "");
        }

        /// What formulas make of it: empty where there is none.
        String given() {
            return state == State.FOUND ? text : "";
        }
    }

    /// Whether there is an answer, or why there is none.
    public enum State {
        FOUND,
        /// Nobody answers to the key, or what was found has no such value.
        NOBODY,
        /// Several answer to it, and none is taken by guess.
        SEVERAL,
        /// Who was asked could not be reached, or had no time for it.
        UNANSWERED,
        /// Who was asked refused to answer.
        REFUSED
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<Answer> find(String query, String key) {
        int at = Collections.binarySearch(all, Answer.none(query, key, State.NOBODY), ORDER);
        return at < 0 ? Optional.empty() : Optional.of(all.get(at));
    }

    /// All answers to one query, by key.
    public List<Answer> to(String query) {
        return all.stream().filter(answer -> answer.query().equals(query)).toList();
    }
}

package io.suture.engine.document;

import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Answers.State;
import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// [Answers] as a JSON list: `[{"query": "npi", "key": "W1", "answer": "1112223338"}]`. Without an answer nobody was
/// found, unless `state` says otherwise.
public final class AnswersDocument {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIST = "answers";

    private AnswersDocument() {}

    public static Read<Answers> read(byte[] bytes) {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (JacksonException wrong) {
            return Read.refused(
                    List.of(Problem.error("not-json", "", "This is not JSON: " + wrong.getOriginalMessage())));
        }
        List<Problem> problems = new ArrayList<>();
        ObjectNode around = JSON.createObjectNode();
        around.set(LIST, tree);
        return Read.of(read(DocumentPart.root(around, problems), LIST), problems);
    }

    /// Answers that stand in another document.
    public static Answers read(DocumentPart part, String property) {
        List<Answer> answers = new ArrayList<>();
        for (DocumentPart one : part.parts(property)) {
            String text = one.text("answer", "");
            State otherwise = text.isEmpty() ? State.NOBODY : State.FOUND;
            answers.add(
                    new Answer(one.text("query"), one.text("key"), one.choice("state", State.class, otherwise), text));
            one.finish();
        }
        return Answers.of(answers);
    }

    public static byte[] write(Answers answers) {
        ArrayNode list = JSON.createArrayNode();
        for (Answer answer : answers.all()) {
            ObjectNode one = list.addObject().put("query", answer.query()).put("key", answer.key());
            if (!answer.text().isEmpty()) {
                one.put("answer", answer.text());
            }
            if (answer.state() != (answer.text().isEmpty() ? State.NOBODY : State.FOUND)) {
                one.put("state", DocumentPart.written(answer.state()));
            }
        }
        return JSON.writeValueAsBytes(list);
    }
}

package io.suture.runtime.message;

import io.suture.engine.document.AnswersDocument;
import io.suture.engine.expression.Answers;
import io.suture.engine.report.Problem;
import java.util.List;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Decisions, Problems and answers as they stand in a row.
final class Records {
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Kept(Problem.Severity severity, String code, String path, String message) {}

    private Records() {}

    static String decisions(List<RecordedDecision> decisions) {
        return JSON.writeValueAsString(decisions);
    }

    static List<RecordedDecision> decisions(JSONB json) {
        return JSON.readValue(json.data(), new TypeReference<List<RecordedDecision>>() {});
    }

    static byte[] answers(Answers answers) {
        return AnswersDocument.write(answers);
    }

    static Answers answers(byte[] opened) {
        return AnswersDocument.read(opened).orThrow();
    }

    static String problems(List<Problem> problems) {
        return problems.isEmpty()
                ? "[]"
                : JSON.writeValueAsString(problems.stream()
                        .map(problem -> new Kept(problem.severity(), problem.code(), problem.path(), problem.message()))
                        .toList());
    }

    static List<Problem> problems(JSONB json) {
        return JSON.readValue(json.data(), new TypeReference<List<Kept>>() {}).stream()
                .map(kept -> new Problem(kept.severity, kept.code, kept.path, kept.message, null))
                .toList();
    }
}

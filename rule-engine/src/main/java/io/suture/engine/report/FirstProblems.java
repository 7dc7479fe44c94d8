package io.suture.engine.report;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Passes on the first Problems of each code; of the others only how many there were. A file of a million bad rows is
/// one mistake, and nobody reads a million sentences about it.
public final class FirstProblems implements Consumer<Problem> {
    private static final int MOST = 50;

    private final Consumer<Problem> onward;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Problem> last = new HashMap<>();

    public FirstProblems(Consumer<Problem> onward) {
        this.onward = onward;
    }

    @Override
    public void accept(Problem problem) {
        if (counts.merge(problem.code(), 1, Integer::sum) <= MOST) {
            onward.accept(problem);
        } else {
            last.put(problem.code(), problem);
        }
    }

    /// Says how many were kept back.
    public void finish() {
        last.forEach((code, problem) -> {
            int more = counts.getOrDefault(code, 0) - MOST;
            onward.accept(new Problem(
                    problem.severity(), code, problem.path(), "The same holds for " + more + " more places.", null));
        });
    }
}

package io.suture.engine;

import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.report.Problem;
import java.util.List;

/// Whether a Message is taken at all, judged before it is routed or mapped.
public sealed interface Acceptance {

    /// HL7 v2 is judged by its header, and its sender gets an acknowledgement with a code.
    record Acknowledged(Hl7v2Acceptance verdict) implements Acceptance {
        @Override
        public boolean accepted() {
            return verdict.accepted();
        }

        @Override
        public List<Problem> problems() {
            return verdict.problems();
        }
    }

    /// What has no header is read whole. Its sender hears what the Connector says, which knows no codes.
    ///
    /// @param problems of reading; an error among them refuses the Message
    record ReadWhole(List<Problem> problems) implements Acceptance {
        public ReadWhole {
            problems = List.copyOf(problems);
        }

        @Override
        public boolean accepted() {
            return problems.stream().noneMatch(Problem::isError);
        }
    }

    boolean accepted();

    List<Problem> problems();
}

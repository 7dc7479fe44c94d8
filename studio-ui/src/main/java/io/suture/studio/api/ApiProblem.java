package io.suture.studio.api;

import io.suture.engine.report.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// Refusals of the API as problem details (RFC 9457).
final class ApiProblem {
    private ApiProblem() {}

    static ErrorResponseException notFound(String what) {
        return of(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
    }

    static ErrorResponseException badRequest(String why) {
        return of(HttpStatus.BAD_REQUEST, why);
    }

    /// The thing is in a state in which this cannot be done.
    static ErrorResponseException conflict(List<String> reasons) {
        return of(HttpStatus.CONFLICT, String.join(" ", reasons));
    }

    static ErrorResponseException conflict(String why, List<Problem> problems) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, why);
        detail.setProperty("problems", problems);
        return new ErrorResponseException(HttpStatus.CONFLICT, detail, null);
    }

    /// Whoever asks is not the one who may.
    static ErrorResponseException forbidden(List<String> reasons) {
        return of(HttpStatus.FORBIDDEN, String.join(" ", reasons));
    }

    private static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}

package io.suture.studio.security;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers for paths of the API that nobody has; otherwise the screens would.
@RestController
class NothingThere {

    @RequestMapping("/api/**")
    ProblemDetail nothing() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "The API has nothing at this path.");
    }
}

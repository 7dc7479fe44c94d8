package io.suture.engine.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLearnerTest {
    private static JsonLearner.Learned learn(String... samples) {
        return JsonLearner.learn(List.of(samples).stream()
                .map(sample -> sample.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Test
    void what_stands_in_every_sample_is_required_and_types_are_joined() {
        assertThat(learn(
                                "{\"id\":1,\"born\":\"1958-03-14\",\"tags\":[\"a\",{\"x\":true}]}",
                                "{\"id\":\"A\",\"born\":\"1970-01-01\",\"at\":\"2026-01-02T15:30:00Z\",\"gone\":null}")
                        .schema())
                .isEqualTo("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                        + "\"properties\":{\"id\":{\"type\":[\"number\",\"string\"]},"
                        + "\"born\":{\"type\":\"string\",\"format\":\"date\"},"
                        + "\"tags\":{\"type\":\"array\",\"items\":{\"type\":[\"object\",\"string\"],"
                        + "\"properties\":{\"x\":{\"type\":\"boolean\"}},\"required\":[\"x\"]}},"
                        + "\"at\":{\"type\":\"string\",\"format\":\"date-time\"},\"gone\":{\"type\":\"null\"}},"
                        + "\"required\":[\"id\",\"born\"]}");
    }

    @Test
    void a_sample_that_is_no_json_is_reported_and_the_others_are_learned_from() {
        JsonLearner.Learned learned = learn("{\"a\":1}", "no");
        assertThat(learned.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("samples[1]"));
        assertThat(learned.schema()).contains("\"a\"");
    }
}

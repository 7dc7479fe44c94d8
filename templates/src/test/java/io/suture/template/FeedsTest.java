package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.Result;
import io.suture.engine.Result.Output;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import io.suture.regression.Regression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Feeds of which one input makes several messages for the same receiver.
class FeedsTest {
    private static List<String> messages(String template, String sample, String destination) {
        Template shipped = TemplateCatalog.template(template).orElseThrow();
        Result result = Regression.run(
                ChannelCompiler.standard()
                        .compile(Settings.fill(shipped.channel(), Map.of()).channel(), template)
                        .orThrow(),
                shipped.samples().stream()
                        .filter(one -> one.sample().name().equals(sample))
                        .findFirst()
                        .orElseThrow()
                        .sample(),
                Tracing.OFF);
        return result.outputs().stream()
                .filter(output -> output.destination().equals(destination))
                .map(Output::bytes)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void each_order_of_a_partner_s_file_is_a_message_with_a_number_of_its_own() {
        List<String> messages = messages("vendor-extract", "two-orders", "oru");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).contains("OBR|1||A-17^33D1234567|").contains("||98|mg/dL^^UCUM|");
        assertThat(messages.get(1))
                .contains("OBR|1||A-19^33D1234567|PRO-X^Local profile^L|")
                .contains("OBX|1|SN|GLU-X^Glucose, quick^L||>^500|furlongs|");
        assertThat(messages).extracting(FeedsTest::controlId).doesNotHaveDuplicates();
    }

    @Test
    void a_cancelled_result_goes_out_without_a_value_beside_one_in_free_text() {
        List<String> messages = messages("vendor-extract", "text-and-cancelled", "oru");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).contains("OBX|1|ST|UCX^Urine culture^L||Mixed flora, no growth of a pathogen|");
        assertThat(messages.get(1)).contains("OBX|1||2823-3^Potassium^LN||||||||X|");
    }

    @Test
    void the_orders_of_each_patient_of_a_Bundle_are_one_message() {
        List<String> messages = messages("lab-orders-fhir", "two-patients", "laboratory");

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0))
                .contains("PID|1||900417^^^NORTH^MR||Okafor^Amara")
                .contains("ORC|NW|LO100^EHR|");
        assertThat(messages.get(1))
                .contains("PID|1||900520^^^NORTH||Lindgren^Eva")
                .contains("ORC|NW|LO200|");
        assertThat(messages.get(1)).doesNotContain("LO100");
        assertThat(messages).extracting(FeedsTest::controlId).doesNotHaveDuplicates();
    }

    private static String controlId(String message) {
        return message.split("\\|")[9];
    }
}

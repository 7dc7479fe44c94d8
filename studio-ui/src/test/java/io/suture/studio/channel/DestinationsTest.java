package io.suture.studio.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Source;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import io.suture.runtime.RuntimeConfiguration;
import io.suture.studio.channel.Destinations.Start;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationsTest {
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");
    private static final SchemaRef BUNDLE = new SchemaRef("fhir", "r4", "Bundle");
    private static final Channel CHANNEL =
            new NewChannel("results", "Results", ORU, "Europe/Vienna", ORU, List.of(), true).channel();

    private final Endpoints endpoints =
            new Endpoints(RuntimeConfiguration.connectors(), new Compilation(ChannelCompiler.standard(), Map.of()));

    @Test
    void one_more_begins_with_an_endpoint_that_fits_what_goes_out_and_gets_what_no_rule_decides_on() {
        Channel more = Destinations.with(CHANNEL, "ehr", new Start.Empty(BUNDLE, false), true);

        assertThat(more.destinations()).extracting(Destination::name).containsExactly("hl7v2", "ehr");
        assertThat(more.destinations().getLast().endpoint().connector()).isEqualTo("fhir");
        assertThat(more.rules().otherwise()).containsExactly("hl7v2", "ehr");
        assertThat(endpoints.problems(more)).isEmpty();
    }

    @Test
    void one_more_like_another_makes_the_same_and_is_reached_by_rules_alone_where_that_was_wanted() {
        Channel more = Destinations.with(CHANNEL, "archive", new Start.Like("hl7v2"), false);

        assertThat(more.destinations().getLast().mapping())
                .isEqualTo(CHANNEL.destinations().getFirst().mapping());
        assertThat(more.rules().otherwise()).containsExactly("hl7v2");
    }

    @Test
    void a_name_is_free_and_can_be_written_in_rules() {
        assertThat(Destinations.refusal(CHANNEL, "hl7v2"))
                .hasValueSatisfying(why -> assertThat(why).contains("a destination of that name"));
        assertThat(Destinations.refusal(CHANNEL, "The EHR")).isPresent();
        assertThat(Destinations.refusal(CHANNEL, "ehr")).isEmpty();
    }

    @Test
    void one_that_a_rule_names_is_in_use_and_another_goes_with_what_led_there() {
        Channel more = Destinations.with(CHANNEL, "ehr", new Start.Empty(BUNDLE, false), true);
        Channel ruled = more.withRules(new RuleSet(
                List.of(new Rule(
                        "Critical",
                        new Condition.All(List.of()),
                        List.of(new Decision.RouteTo(List.of("ehr"))),
                        false,
                        true,
                        "")),
                RuleSet.HitPolicy.COLLECT,
                more.rules().otherwise()));

        assertThat(Destinations.uses(ruled, "ehr")).containsExactly("the rule “Critical”");
        assertThat(Destinations.uses(ruled, "hl7v2")).isEmpty();
        Channel less = Destinations.without(ruled, "hl7v2");
        assertThat(less.destinations()).extracting(Destination::name).containsExactly("ehr");
        assertThat(less.rules().otherwise()).containsExactly("ehr");
    }

    @Test
    void the_destination_whose_answer_the_sender_gets_is_in_use() {
        Channel answering = CHANNEL.withSource(CHANNEL.source()
                .withAnswer(Source.Answer.DELIVERED)
                .at(CHANNEL.source().endpoint().with("answerFrom", "hl7v2")));

        assertThat(Destinations.uses(answering, "hl7v2")).containsExactly("the answer to the sender");
    }

    @Test
    void what_is_wrong_with_an_address_is_said_at_its_setting_before_anything_is_deployed() {
        Channel wrong = CHANNEL.withSource(CHANNEL.source()
                .at(CHANNEL.source().endpoint().with("port", "99999").with("tls", "true")));

        assertThat(endpoints.problems(wrong))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "source.endpoint.port", "source.endpoint.tlsCertificate", "source.endpoint.tlsKey");
    }

    @Test
    void what_only_the_machine_knows_that_runs_it_is_not_missing() {
        Channel set = CHANNEL.withSource(
                CHANNEL.source().at(CHANNEL.source().endpoint().with("port", "${LAB_PORT}")));

        assertThat(endpoints.problems(set)).isEmpty();
        assertThat(endpoints.problems(CHANNEL.withSource(
                        CHANNEL.source().at(CHANNEL.source().endpoint().with("port", "")))))
                .extracting(Problem::path)
                .containsExactly("source.endpoint.port");
    }
}

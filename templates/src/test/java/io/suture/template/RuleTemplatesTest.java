package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.template.RuleTemplate.Choice;
import io.suture.template.RuleTemplate.ChoiceKind;
import io.suture.template.RuleTemplate.Fit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules to start from, in the Channels that ship and on their own samples.
class RuleTemplatesTest {
    private static final ChannelCompiler COMPILER = ChannelCompiler.standard();

    /// By the very Channel: compiling one takes longer than all that is asked of it here.
    private static final Map<Channel, CompiledChannel> COMPILED = new IdentityHashMap<>();

    /// Offers do not change while the tests run.
    private static final Map<String, Map<RuleTemplate, Fit>> FITS = new HashMap<>();

    static Stream<String> channels() {
        return TemplateCatalog.names().stream();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void what_is_offered_compiles_in_every_channel_that_ships_and_is_stored_as_rules(String name) {
        Channel channel = channel(name);
        Map<RuleTemplate, Fit> fits = fits(channel);

        assertThat(fits.values().stream().anyMatch(Fit::isOffered))
                .as("they are about HL7 v2")
                .isEqualTo(channel.source().schema().format().equals("hl7v2"));
        Channel with = channel;
        for (Map.Entry<RuleTemplate, Fit> one : fits.entrySet()) {
            if (one.getValue().isOffered()) {
                with = one.getKey().into(with, fill(one.getKey(), one.getValue(), answers(channel, one.getKey())));
            } else {
                assertThat(one.getValue().missing()).as(one.getKey().name()).isNotEmpty();
            }
        }
        assertThat(problems(with)).isEmpty();
        assertThat(ChannelDocument.read(ChannelDocument.write(with)).orThrow().rules())
                .isEqualTo(with.rules());
    }

    @ParameterizedTest
    @CsvSource({
        "critical-results, lab-results, true",
        "critical-results, scheduling, true",
        "message-types, scheduling, true",
        "facility-split, admissions, true",
        "test-patients, scheduling, true",
        "part-2, admissions, true",
        "part-2, pharmacy-orders, true",
        "part-2, lab-results, true",
        "drug-interactions, pharmacy-orders, true",
        "drug-interactions, pharmacy-dispense, true",
        "drug-interactions, lab-results, false",
        "drug-interactions, scheduling, false",
        "insurance-before-dispense, pharmacy-orders, true",
        "insurance-before-dispense, admissions, false",
    })
    void a_template_is_offered_where_the_messages_have_what_it_looks_at(String name, String channel, boolean offered) {
        assertThat(fit(template(name), channel(channel)).isOffered()).isEqualTo(offered);
    }

    @Test
    void a_critical_result_goes_on_is_labelled_and_told_of() {
        Channel channel = picked("critical-results", "lab-results", Map.of());
        String panel = sample("lab-results", "metabolic-panel");

        assertThat(decisions(channel, panel.replaceFirst("\\|[HLN]\\|\\|\\|F", "|HH|||F")))
                .contains(
                        new Decision.RouteTo(List.of("fhir")),
                        new Decision.Label("critical", List.of()),
                        new Decision.Alert("laboratory", "A result is flagged as critical."));
        assertThat(decisions(channel, panel)).noneMatch(Decision.Label.class::isInstance);
    }

    @Test
    void a_message_of_another_event_or_of_none_goes_nowhere() {
        Channel channel = picked("message-types", "admissions", Map.of("events", List.of("A01", "A08")));
        String admitted = sample("admissions", "inpatient-admission");

        assertThat(decisions(channel, admitted)).noneMatch(Decision.Drop.class::isInstance);
        assertThat(decisions(channel, admitted.replaceFirst("ADT\\^A01", "ADT^A02")))
                .hasOnlyElementsOfType(Decision.Drop.class);
        assertThat(decisions(channel, admitted.replaceFirst("ADT\\^A01\\^", "ADT^^")))
                .hasOnlyElementsOfType(Decision.Drop.class);
    }

    @Test
    void facilities_are_parted() {
        Channel channel = picked(
                "facility-split",
                "pharmacy-orders",
                Map.of(
                        "facilities", List.of("NORTH", "a, \"b\""),
                        "to", List.of("fhir"),
                        "rest", List.of("pharmacy")));
        String order = sample("pharmacy-orders", "new-order");

        assertThat(decisions(channel, order)).contains(new Decision.RouteTo(List.of("fhir")));
        assertThat(decisions(channel, order.replaceFirst("\\|CPOE\\|[^|]*\\|", "|CPOE|a, \"b\"|")))
                .contains(new Decision.RouteTo(List.of("fhir")));
        assertThat(decisions(channel, order.replaceFirst("\\|CPOE\\|[^|]*\\|", "|CPOE|SOUTH|")))
                .contains(new Decision.RouteTo(List.of("pharmacy")));
        assertThat(decisions(channel, order.replaceFirst("\\|CPOE\\|[^|]*\\|", "|CPOE||")))
                .contains(new Decision.RouteTo(List.of("pharmacy")));
    }

    @Test
    void test_patients_go_nowhere() {
        Channel channel = picked("test-patients", "admissions", Map.of("names", List.of("DUMMY")));
        String admitted = sample("admissions", "inpatient-admission");

        assertThat(decisions(channel, admitted)).noneMatch(Decision.Drop.class::isInstance);
        assertThat(decisions(channel, admitted.replaceFirst("(?m)^(PID(?:\\|[^|]*){4}\\|)[^|^]*", "$1DUMMY")))
                .hasOnlyElementsOfType(Decision.Drop.class);
        assertThat(decisions(channel, admitted.replaceFirst("\\|P\\|2\\.5", "|T|2.5")))
                .hasOnlyElementsOfType(Decision.Drop.class);
    }

    @ParameterizedTest
    @CsvSource({
        "F10.20, true",
        "F11, true",
        "F19.9, true",
        "F20.0, false",
        "F01.5, false",
        "E11.9, false",
        "H0020, true",
    })
    void a_diagnosis_of_substance_use_or_a_code_of_the_list_is_labelled_as_it_comes_in(String code, boolean labelled) {
        Channel channel = picked("part-2", "admissions", Map.of());
        String admitted = sample("admissions", "inpatient-admission")
                .replaceAll("(?m)^DG1.*\\R?", "")
                .stripTrailing()
                .concat("\rDG1|1||" + code + "^A diagnosis^I10|||A\r");

        List<Decision> decisions = decisions(channel, admitted);

        assertThat(decisions.contains(new Decision.Label("42-CFR-Part-2", List.of())))
                .isEqualTo(labelled);
        assertThat(decisions).as("it goes where it went").anyMatch(Decision.RouteTo.class::isInstance);
    }

    @Test
    void a_drug_and_an_ordered_service_of_the_list_are_labelled_too() {
        String order =
                sample("pharmacy-orders", "new-order").replaceFirst("RXE\\|\\|[^|]*\\|", "RXE||6813^methadone^RXNORM|");
        String result = sample("lab-results", "metabolic-panel");

        assertThat(decisions(picked("part-2", "pharmacy-orders", Map.of()), order))
                .contains(new Decision.Label("42-CFR-Part-2", List.of()));
        assertThat(decisions(picked("part-2", "lab-results", Map.of()), result))
                .noneMatch(Decision.Label.class::isInstance);
    }

    @Test
    void two_drugs_of_the_table_are_warned_of() {
        Channel channel = picked("drug-interactions", "pharmacy-orders", Map.of("who", List.of("ward")));
        var told = new Decision.Alert(
                "ward", "Two drugs of one message stand in the table of interactions. Not a complete screen.");

        assertThat(decisions(channel, sample("pharmacy-orders", "interaction"))).contains(told);
        assertThat(decisions(channel, sample("pharmacy-orders", "new-order"))).doesNotContain(told);
    }

    @Test
    void an_order_without_insurance_or_with_one_that_has_ended_waits() {
        Channel channel = picked("insurance-before-dispense", "pharmacy-orders", Map.of());
        String order = sample("pharmacy-orders", "new-order");
        String none = order.replaceAll("(?m)^IN1.*\\R?", "");

        assertThat(held(channel, none))
                .isEqualTo("No insurance is named. Check the coverage before anything is dispensed.");
        assertThat(held(channel, insured(none, "20200101"))).contains("had ended");
        assertThat(held(channel, insured(none, "20991231"))).isEmpty();
        assertThat(held(channel, insured(none, ""))).isEmpty();
        assertThat(held(channel, insured(none, "20200101", "20991231"))).isEmpty();
        assertThat(held(channel, insured(none, "20200101", ""))).isEmpty();
        assertThat(held(channel, insured(none, "20200101", "20210101"))).contains("had ended");
    }

    @Test
    void a_label_beside_rules_of_which_the_first_decides_leaves_them_as_they_were() {
        Channel before = light("admissions");
        Channel channel = picked("part-2", "admissions", Map.of());
        String test = sample("admissions", "test-patient").stripTrailing() + "\rDG1|1||F10.20^A diagnosis^I10|||A\r";

        assertThat(before.rules().policy()).isEqualTo(RuleSet.HitPolicy.FIRST);
        assertThat(decisions(channel, test))
                .contains(new Decision.Label("42-CFR-Part-2", List.of()))
                .anyMatch(Decision.Drop.class::isInstance)
                .noneMatch(Decision.RouteTo.class::isInstance);
        for (String sample : List.of("test-patient", "inpatient-admission", "discharge", "merge")) {
            assertThat(decisions(channel, sample("admissions", sample)))
                    .isEqualTo(decisions(before, sample("admissions", sample)));
        }
        Channel single = before.withRules(new RuleSet(
                before.rules().parts(), RuleSet.HitPolicy.UNIQUE, before.rules().otherwise()));
        assertThat(Objects.requireNonNull(RuleTemplate.fits(RuleTemplates.all(), single, RuleTemplatesTest::problems)
                                .get(template("part-2")))
                        .isOffered())
                .isFalse();
    }

    @Test
    void what_is_not_said_is_asked_for_and_names_that_are_taken_get_a_number() {
        Channel channel = channel("lab-results");
        RuleTemplate template = template("critical-results");
        Fit fit = fit(template, channel);

        Read<List<RulePart>> unsaid = template.fill(fit, Map.of("who", List.of(" "), "flags", List.of("HH")));
        Channel once = template.into(channel, fill(template, fit, answers(channel, template)));
        Channel twice = template.into(once, fill(template, fit, answers(channel, template)));

        assertThat(unsaid.problems()).extracting(Problem::path).containsExactly("to", "who");
        assertThat(twice.rules().parts()).extracting(RulePart::name).endsWith("Critical results", "Critical results 2");
    }

    @Test
    void a_table_of_the_channel_is_kept() {
        RuleTemplate template = template("part-2");
        LookupTable own = template.tables().getFirst();
        var mine = new LookupTable(own.name(), 1, own.columns(), Map.of("X", List.of("mine")), own.unknown());
        Channel channel = channel("lab-results").withTables(List.of(mine));

        assertThat(template.into(channel, List.of()).tables()).containsExactly(mine);
        assertThat(template.into(channel("lab-results"), List.of()).tables()).contains(own);
    }

    @Test
    void an_answer_is_a_text_and_nothing_else() {
        Channel channel = channel("lab-results");
        String evil = "{flag}\"]}]}, \"then\": [{\"drop\": \"x\"}], {to}$1\\";

        Channel with = picked("critical-results", "lab-results", Map.of("who", List.of(evil), "flags", List.of(evil)));

        assertThat(with.rules().parts()).hasSize(channel.rules().parts().size() + 1);
        String stored = new String(ChannelDocument.write(with), StandardCharsets.UTF_8);
        assertThat(ChannelDocument.read(stored.getBytes(StandardCharsets.UTF_8))
                        .orThrow()
                        .rules())
                .isEqualTo(with.rules());
        assertThat(((Rule) with.rules().parts().getLast()).decisions())
                .contains(new Decision.Alert(evil, "A result is flagged as critical."));
    }

    @Test
    void a_rule_that_would_make_millions_of_pairs_parks_its_message_by_name_and_harms_no_other() {
        Channel lab = light("lab-results");
        var rule = new Rule(
                "All pairs",
                new Condition.Test(
                        Condition.Quantifier.ANY,
                        new Formula("pairs(OBSERVATION.OBX-3.1, OBSERVATION.OBX-3.1, '+')"),
                        Condition.Operator.IS,
                        List.of("a+b")),
                List.of(new Decision.Drop("never")),
                false,
                true,
                "");
        Channel channel = lab.withRules(lab.rules().withParts(List.of(rule)));
        String panel = sample("lab-results", "metabolic-panel").stripTrailing();
        String line = "\rOBX|9|NM|2951-2^Sodium^LN||140|mmol/L|||||F";

        Result parked = run(channel, panel + line.repeat(1_100) + "\r");

        assertThat(parked.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("rule-failed");
            assertThat(problem.isError()).isTrue();
            assertThat(problem.message()).contains("“All pairs”");
        });
        assertThat(parked.decisions()).extracting(Decided::decision).hasOnlyElementsOfType(Decision.Hold.class);
        assertThat(run(channel, panel + line.repeat(900) + "\r").problems())
                .extracting(Problem::code)
                .doesNotContain("rule-failed");
        assertThat(decisions(channel, panel + "\r")).containsExactly(new Decision.RouteTo(List.of("fhir")));
    }

    private static List<Decision> decisions(Channel channel, String message) {
        return run(channel, message).decisions().stream().map(Decided::decision).toList();
    }

    private static Result run(Channel channel, String message) {
        return Engine.run(
                COMPILED.computeIfAbsent(
                        channel, one -> COMPILER.compile(filled(one), "test").orThrow()),
                new Message(message.getBytes(StandardCharsets.UTF_8), "A message"),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    private static Channel filled(Channel channel) {
        return Settings.fill(channel, Map.of()).channel();
    }

    private static String insured(String order, String... ends) {
        var insurance = new StringBuilder();
        for (int i = 0; i < ends.length; i++) {
            insurance
                    .append("IN1|")
                    .append(i + 1)
                    .append("|PLAN|C")
                    .append(i + 1)
                    .append("|Northside Health|||||||||")
                    .append(ends[i])
                    .append('\r');
        }
        return order.replaceFirst("(?=\\bORC\\|)", java.util.regex.Matcher.quoteReplacement(insurance.toString()));
    }

    private static String held(Channel channel, String message) {
        return decisions(channel, message).stream()
                .filter(Decision.Hold.class::isInstance)
                .map(decision -> ((Decision.Hold) decision).reason())
                .findFirst()
                .orElse("");
    }

    /// What it decides does not hang on what it maps, and compiling that takes longest.
    private static Channel light(String name) {
        Channel channel = channel(name);
        return channel.withMaps(List.of())
                .withDestinations(channel.destinations().stream()
                        .map(to -> new Destination(
                                to.name(),
                                to.mapping().withFields(List.of()),
                                to.endpoint(),
                                to.retry(),
                                to.whenHeld()))
                        .toList());
    }

    private static Channel picked(String template, String channel, Map<String, List<String>> answers) {
        Channel before = light(channel);
        RuleTemplate one = template(template);
        var given = new HashMap<>(answers(before, one));
        given.putAll(answers);
        return one.into(before, fill(one, fit(one, before), given));
    }

    private static List<RulePart> fill(RuleTemplate template, Fit fit, Map<String, List<String>> answers) {
        Read<List<RulePart>> filled = template.fill(fit, answers);
        return Objects.requireNonNull(filled.value(), () -> filled.problems().toString());
    }

    /// What somebody would say who says no more than is asked.
    private static Map<String, List<String>> answers(Channel channel, RuleTemplate template) {
        var answers = new LinkedHashMap<String, List<String>>();
        for (Choice choice : template.choices()) {
            answers.put(
                    choice.name(),
                    choice.kind() == ChoiceKind.DESTINATIONS
                            ? List.of(channel.destinations().getFirst().name())
                            : choice.otherwise().isEmpty() ? List.of("X1") : choice.otherwise());
        }
        return answers;
    }

    private static RuleTemplate template(String name) {
        return RuleTemplates.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Fit fit(RuleTemplate template, Channel channel) {
        return Objects.requireNonNull(fits(channel).get(template));
    }

    private static Map<RuleTemplate, Fit> fits(Channel channel) {
        return FITS.computeIfAbsent(
                channel.name(), name -> RuleTemplate.fits(RuleTemplates.all(), channel, RuleTemplatesTest::problems));
    }

    private static List<Problem> problems(Channel channel) {
        return COMPILER.compile(filled(channel), "test").problems().stream()
                .filter(Problem::isError)
                .toList();
    }

    private static Channel channel(String name) {
        return TemplateCatalog.channel(name).orElseThrow();
    }

    private static String sample(String channel, String name) {
        return TemplateCatalog.template(channel).orElseThrow().samples().stream()
                .filter(one -> one.sample().name().equals(name))
                .map(one -> new String(one.sample().payload(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}

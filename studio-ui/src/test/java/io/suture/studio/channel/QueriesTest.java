package io.suture.studio.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.Ask;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.Placed;
import io.suture.studio.mapping.Projection;
import io.suture.studio.rule.SourceFields;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.testing.KeptSample;
import io.suture.studio.testing.RegressionRuns;
import io.suture.studio.testing.Samples;
import io.suture.template.TemplateCatalog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Declared queries as people work with them: drafted, read by an approver, answered beside a Sample.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueriesTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", EnumSet.allOf(Right.class));
    private static final Query NPI = new Query(
            "npi",
            "",
            new Endpoint("fhir", Map.of("url", "${DIRECTORY}")),
            "Practitioner",
            "identifier",
            new Formula("OBR-16.1"),
            new Formula("token('urn:id:HOSP', key)"),
            new Formula("identifier.value"),
            Query.WhenUnanswered.WAIT);

    @TempDir
    static Path keys;

    private final List<AuditEvent> audited = new ArrayList<>();
    private Database database;
    private Drafts drafts;
    private Samples samples;
    private Gallery gallery;
    private FieldMappings mappings;
    private Compilation compilation;
    private int channels;

    @BeforeAll
    void start() {
        database = Database.temporary();
        InstantSource clock = InstantSource.system();
        Vault vault = Vault.open(database, keys, Map.of(), clock);
        samples = new Samples(database.sql(), vault, () -> INES, audited::add, clock);
        compilation = new Compilation(ChannelCompiler.standard(), Map.of());
        drafts = new Drafts(database.sql(), () -> INES, audited::add, clock);
        gallery = new Gallery(drafts, samples, () -> INES);
        mappings =
                new FieldMappings(List.of(new Hl7v2Format(), new FhirFormat()), new Preview(compilation, () -> INES));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    private Draft draft(Query... queries) {
        Draft made = gallery.use(
                        TemplateCatalog.template("lab-results").orElseThrow(), "asks-" + channels++, "Lab results")
                .orElseThrow();
        Draft asking = drafts.apply(
                        made.id(), made.revision(), "Added a query", one -> one.withQueries(List.of(queries)))
                .draft();
        return drafts.apply(
                        asking.id(),
                        asking.revision(),
                        "Asked for a number",
                        one -> mappings.edit(
                                        one,
                                        MappingPlace.to("fhir"),
                                        new Edit.SetFormula(
                                                path("patient.gender"),
                                                new Formula("coalesce(query('npi'), 'nobody')")))
                                .channel())
                .draft();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private KeptSample sample(Draft draft) {
        return samples.list(draft.id().value()).stream()
                .filter(one -> mappings.asks(draft.channel(), open(one)).size() == 1)
                .findFirst()
                .orElseThrow();
    }

    private Sample open(KeptSample kept) {
        return samples.open(kept.id()).orElseThrow();
    }

    private String gender(Draft draft, Sample sample) {
        Projection shown = mappings.project(draft.channel(), MappingPlace.to("fhir"), sample)
                .orElseThrow();
        return Objects.requireNonNull(shown.values().get(path("patient.gender")))
                .text();
    }

    @Test
    void a_query_is_a_step_of_the_draft_that_is_undone_like_any_other() {
        Draft asking = draft(NPI);

        Draft undone = drafts.undo(asking.id(), asking.revision()).draft();
        Draft without = drafts.undo(undone.id(), undone.revision()).draft();

        assertThat(asking.channel().queries()).containsExactly(NPI);
        assertThat(without.channel().queries()).isEmpty();
        assertThat(without.canRedo()).isTrue();
    }

    @Test
    void an_approver_reads_in_words_what_is_asked_and_what_changed() {
        Channel channel = draft(NPI).channel();
        Channel less = channel.withQueries(List.of(NPI.withTake(new Formula("name.text"))
                .withWhenUnanswered(Query.WhenUnanswered.GO_ON)
                .withNote("for claims")));

        assertThat(Changes.between(channel.withQueries(List.of()), channel))
                .filteredOn(change -> change.subject().equals("npi"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.section()).isEqualTo(Change.Section.QUERIES);
                    assertThat(change.kind()).isEqualTo(Change.Kind.ADDED);
                    assertThat(change.after())
                            .isEqualTo("For each of OBR-16.1, finds the Practitioner whose identifier is"
                                    + " token('urn:id:HOSP', key) and takes identifier.value. While nobody answers,"
                                    + " the message waits.");
                });
        assertThat(Changes.between(channel, less)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.CHANGED);
            assertThat(change.after())
                    .startsWith("(“for claims”) For each of")
                    .contains("takes name.text")
                    .endsWith("goes on without, with a warning.");
        });
        assertThat(Changes.between(channel, channel.withQueries(List.of())))
                .extracting(Change::kind)
                .contains(Change.Kind.REMOVED);
    }

    @Test
    void a_sample_without_an_answer_runs_with_a_warning_and_with_one_it_repeats() {
        Draft draft = draft(NPI);
        KeptSample kept = sample(draft);
        Ask ask = mappings.asks(draft.channel(), open(kept)).getFirst();

        assertThat(gender(draft, open(kept))).isEqualTo("nobody");
        assertThat(mappings.project(draft.channel(), MappingPlace.to("fhir"), open(kept))
                        .orElseThrow()
                        .problems())
                .extracting(Placed::problem)
                .extracting(Problem::code)
                .contains("query-unanswered");

        samples.answer(kept.id(), Answers.of(List.of(Answer.found("npi", ask.key(), "1112223338"))));

        assertThat(gender(draft, open(kept))).isEqualTo("1112223338");
        assertThat(mappings.attempt(
                                draft.channel(),
                                MappingPlace.to("fhir"),
                                path("patient.gender"),
                                "left(query('npi'), 3)",
                                open(kept))
                        .value())
                .isEqualTo("111");
        var runs = new RegressionRuns(samples);
        samples.accept(kept.id(), compilation.of(draft.channel()).orThrow());
        assertThat(runs.run(draft.id().value(), compilation.of(draft.channel()).orThrow()))
                .filteredOn(outcome -> outcome.id().equals(kept.id()))
                .allMatch(RegressionRuns.Outcome::isGreen);
        samples.answer(kept.id(), Answers.of(List.of(Answer.found("npi", ask.key(), "other"))));
        assertThat(runs.run(draft.id().value(), compilation.of(draft.channel()).orThrow()))
                .filteredOn(outcome -> outcome.id().equals(kept.id()))
                .noneMatch(RegressionRuns.Outcome::isGreen);
        assertThat(audited).extracting(AuditEvent::action).contains("answer-sample");
        assertThat(database.sql()
                        .fetchValue("select count(*) from studio.sample_answers where position('other' in"
                                + " encode(ciphertext, 'escape')) > 0"))
                .isEqualTo(0L);
    }

    @Test
    void a_query_that_is_not_finished_leaves_the_values_of_everything_else() {
        Draft draft = draft(NPI.withKeys(new Formula("")));
        KeptSample kept = samples.list(draft.id().value()).getFirst();
        Projection shown = mappings.project(draft.channel(), MappingPlace.to("fhir"), open(kept))
                .orElseThrow();

        assertThat(shown.partial()).isTrue();
        assertThat(shown.values()).containsKey(path("patient.name.family")).doesNotContainKey(path("patient.gender"));
    }

    @Test
    void conditions_of_rules_are_offered_the_answers() {
        assertThat(new SourceFields(List.of(new Hl7v2Format())).of(draft(NPI).channel()))
                .extracting(SourceFields.Offer::formula)
                .contains("query('npi')", "MSH-1");
    }
}

package io.suture.studio.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.value.FieldPath;
import io.suture.runtime.RuntimeConfiguration;
import io.suture.runtime.deployment.Deployments;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Endpoints;
import io.suture.studio.channel.Preview;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.security.Accounts;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Rights;
import io.suture.studio.security.Role;
import io.suture.studio.testing.RegressionRuns;
import io.suture.studio.testing.Samples;
import io.suture.template.TemplateCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Four eyes, on a real database: from a draft to what the runtime is told to run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsTest {
    private static final Actor INES = actor("ines", Role.ANALYST);
    private static final Actor TOMAS = actor("tomas", Role.APPROVER);
    private static final Actor YARA = actor("yara", Role.ANALYST, Role.APPROVER);

    @TempDir
    static Path keys;

    private final List<AuditEvent> audited = new ArrayList<>();
    private Actor actor = INES;
    private boolean madeByAuthor;
    private int channels;
    private Database database;
    private Drafts drafts;
    private Versions versions;
    private Gallery gallery;
    private Approvals approvals;
    private Releases releases;
    private Deployments deployments;
    private FieldMappings mappings;

    @BeforeAll
    void start() {
        database = Database.temporary();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z"));
        Vault vault = Vault.open(database, keys, Map.of(), clock);
        Rights rights = () -> actor;
        var samples = new Samples(database.sql(), vault, rights, audited::add, clock);
        var regression = new RegressionRuns(samples);
        var compilation = new Compilation(ChannelCompiler.standard(), Map.of());
        deployments = new Deployments(database, vault, false, clock);
        drafts = new Drafts(database.sql(), rights, audited::add, clock);
        var endpoints = new Endpoints(RuntimeConfiguration.connectors(), compilation);
        versions =
                new Versions(database.sql(), drafts, regression, compilation, endpoints, rights, audited::add, clock);
        gallery = new Gallery(drafts, samples, rights);
        mappings = new FieldMappings(List.of(new Hl7v2Format(), new FhirFormat()), new Preview(compilation, rights));
        approvals = new Approvals(
                database.sql(),
                versions,
                compilation,
                regression,
                (hash, channel, version) -> deployments.approve(hash, channel, Integer.toString(version)),
                new Accounts() {
                    @Override
                    public String name(UUID account) {
                        return account.toString();
                    }

                    @Override
                    public boolean madeOrResetBy(UUID account, Set<UUID> people) {
                        return madeByAuthor;
                    }
                },
                rights,
                audited::add,
                clock);
        releases = new Releases(versions, deployments, rights, audited::add);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void begin() {
        actor = INES;
        madeByAuthor = false;
        audited.clear();
    }

    @Test
    void a_second_person_approves_and_deploys() {
        Draft draft = submitted();

        actor = TOMAS;
        assertThat(approvals.obstacles(draft.id(), 1)).isEmpty();
        assertThat(approvals.approve(draft.id(), 1, "")).isInstanceOf(Approvals.Vote.Counted.class);
        assertThat(releases.deploy(draft.id(), 1)).isEmpty();

        assertThat(releases.running(draft.channel().name())).contains(1);
        assertThat(versions.find(draft.id(), 1).orElseThrow().state()).isEqualTo(Version.State.APPROVED);
        assertThat(audited).extracting(AuditEvent::action).contains("submit", "approve", "deploy");
    }

    @Test
    void an_author_cannot_approve_even_with_the_right_to_and_the_try_is_audited() {
        actor = YARA;
        Draft draft = submitted();

        assertThat(approvals.approve(draft.id(), 1, ""))
                .isEqualTo(new Approvals.Vote.Refused(
                        List.of("You changed something in this version. Somebody else has to approve it.")));
        assertThat(versions.find(draft.id(), 1).orElseThrow().state()).isEqualTo(Version.State.SUBMITTED);
        assertThat(audited)
                .anySatisfy(event -> assertThat(List.of(event.action(), event.outcome()))
                        .containsExactly("approve", AuditEvent.Outcome.REFUSED));
    }

    @Test
    void whoever_changed_a_single_field_is_an_author() {
        Draft draft = made();
        actor = YARA;
        Draft changed = changed(draft, "patient.gender", "lower(PID-8)");
        actor = INES;
        Draft back = drafts.undo(changed.id(), changed.revision()).draft();
        versions.submit(back.id(), back.revision(), "Nothing of Yara's is left, yet she had her hand in it.");

        actor = YARA;
        assertThat(approvals.approve(draft.id(), 1, "")).isInstanceOf(Approvals.Vote.Refused.class);
    }

    @Test
    void an_account_that_an_author_made_does_not_count_as_a_second_person() {
        Draft draft = submitted();

        actor = TOMAS;
        madeByAuthor = true;

        assertThat(approvals.obstacles(draft.id(), 1))
                .containsExactly(
                        "An author of this version made or reset your account. Somebody else has to approve it.");
        assertThat(approvals.approve(draft.id(), 1, "")).isInstanceOf(Approvals.Vote.Refused.class);
    }

    @Test
    void who_has_no_right_is_refused_by_the_service() {
        Draft draft = submitted();

        assertThatThrownBy(() -> approvals.approve(draft.id(), 1, "")).isInstanceOf(Rights.Refused.class);
        assertThatThrownBy(() -> approvals.sendBack(draft.id(), 1, "No")).isInstanceOf(Rights.Refused.class);
        assertThatThrownBy(() -> releases.deploy(draft.id(), 1)).isInstanceOf(Rights.Refused.class);
    }

    @Test
    void a_red_sample_blocks_submitting() {
        Draft red = changed(made(), "patient.gender", "lower(PID-8)");

        assertThat(versions.submit(red.id(), red.revision(), "Why"))
                .isInstanceOfSatisfying(
                        Versions.Submission.Red.class,
                        outcome -> assertThat(outcome.outcomes())
                                .isNotEmpty()
                                .allSatisfy(one -> assertThat(one.differences()).isNotEmpty()));
        assertThat(versions.list(red.id())).isEmpty();
    }

    @Test
    void what_does_not_compile_cannot_be_submitted() {
        Draft broken = changed(made(), "patient.gender", "lowr(PID-8)");

        assertThat(versions.submit(broken.id(), broken.revision(), "Why"))
                .isInstanceOf(Versions.Submission.Broken.class);
        assertThat(versions.list(broken.id())).isEmpty();
    }

    @Test
    void sending_back_needs_a_reason_and_lets_nothing_be_deployed() {
        Draft draft = submitted();

        actor = TOMAS;
        assertThat(approvals.sendBack(draft.id(), 1, " ")).isInstanceOf(Approvals.Vote.Refused.class);
        assertThat(approvals.sendBack(draft.id(), 1, "The ward wants critical flags too."))
                .isInstanceOf(Approvals.Vote.Counted.class);

        assertThat(releases.deploy(draft.id(), 1))
                .containsExactly("Version 1 is not approved, so it cannot be deployed.");
        assertThat(approvals.approve(draft.id(), 1, "")).isInstanceOf(Approvals.Vote.Refused.class);
        assertThat(releases.running(draft.channel().name())).isEmpty();
    }

    @Test
    void an_earlier_version_is_deployed_again_to_roll_back() {
        Draft draft = submitted();
        actor = TOMAS;
        approvals.approve(draft.id(), 1, "");
        releases.deploy(draft.id(), 1);
        actor = INES;
        Draft second = drafts.apply(
                        draft.id(),
                        drafts.open(draft.id()).orElseThrow().revision(),
                        "Mapped the time",
                        channel -> mappings.edit(
                                        channel,
                                        MappingPlace.to("fhir"),
                                        new Edit.SetFormula(
                                                FieldPath.parse("patient.multipleBirthInteger")
                                                        .orElseThrow(),
                                                new Formula("PID-25")))
                                .channel())
                .draft();
        versions.submit(second.id(), second.revision(), "Twins are told apart.");
        actor = TOMAS;
        approvals.approve(draft.id(), 2, "");
        releases.deploy(draft.id(), 2);
        assertThat(releases.running(draft.channel().name())).contains(2);

        assertThat(releases.deploy(draft.id(), 1)).isEmpty();

        assertThat(releases.running(draft.channel().name())).contains(1);
        assertThat(deployments.history(draft.channel().name())).hasSize(3);
    }

    private Draft made() {
        return gallery.use(TemplateCatalog.template("lab-results").orElseThrow(), "lab-" + ++channels, "Lab results")
                .orElseThrow();
    }

    private Draft submitted() {
        Draft draft = made();
        assertThat(versions.submit(draft.id(), draft.revision(), "Results reach the record."))
                .isInstanceOf(Versions.Submission.Submitted.class);
        return draft;
    }

    private Draft changed(Draft draft, String target, String formula) {
        return drafts.apply(
                        draft.id(),
                        draft.revision(),
                        "Changed " + target,
                        channel -> mappings.edit(
                                        channel,
                                        MappingPlace.to("fhir"),
                                        new Edit.SetFormula(
                                                FieldPath.parse(target).orElseThrow(), new Formula(formula)))
                                .channel())
                .draft();
    }

    private static Actor actor(String name, Role... roles) {
        return new Actor(
                UUID.randomUUID(),
                name,
                Set.of(roles).stream()
                        .flatMap(role -> role.rights().stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(io.suture.studio.security.Right.class))));
    }
}

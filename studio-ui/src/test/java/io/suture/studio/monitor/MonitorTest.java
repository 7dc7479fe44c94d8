package io.suture.studio.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.RecordedDecision;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditEvents;
import io.suture.studio.audit.AuditFilter;
import io.suture.studio.audit.RecordedEvent;
import io.suture.studio.e2e.Lab;
import io.suture.studio.e2e.Ward;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/// Who sees what of a message, and what each look and act leaves in the audit trail: one deployed channel to the FHIR
/// store, one to a ward that refuses.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitorTest {
    private static final String FORWARD = "lab-results-to-ward";
    private static final String BRIEF = "lab-results-brief";

    private Lab lab;
    private Ward ward;
    private Monitor monitor;
    private Actor operator;
    private Actor analyst;

    @BeforeAll
    void start() throws Exception {
        lab = Lab.open();
        ward = new Ward();
        monitor = lab.bean(Monitor.class);
        analyst = lab.member("Ines Calder", Role.ANALYST);
        operator = lab.member("Hanne Dovrik", Role.OPERATOR);
        Actor approver = lab.member("Tomas Brandt", Role.APPROVER);
        lab.run(analyst, approver, "lab-results", Lab.CHANNEL, Map.of());
        lab.run(
                analyst,
                approver,
                "lab-results-forward",
                FORWARD,
                Map.of("host", "127.0.0.1", "port", Integer.toString(ward.port())));
        // Hours: about a third of a second.
        lab.run(
                analyst,
                approver,
                "lab-results-forward",
                BRIEF,
                Map.of("host", "127.0.0.1", "port", Integer.toString(ward.port()), "giveUpAfter", "0.0001"));
    }

    @AfterAll
    void stop() throws Exception {
        ward.close();
        lab.close();
    }

    private MessageSummary sent(String controlId) {
        assertThat(lab.send(Lab.CHANNEL, Lab.result(controlId))).contains("MSA|AA|" + controlId);
        return lab.newest(one -> one.channel().equals(Lab.CHANNEL) && one.sent() == 1);
    }

    private MessageSummary refusedByWard(String controlId) {
        ward.answer("AR");
        // A patient of its own, so that what is held holds up nobody else.
        lab.send(FORWARD, Lab.result(controlId).replace("PID|1||00381642", "PID|1||" + controlId));
        return lab.newest(one -> one.channel().equals(FORWARD) && one.held() == 1);
    }

    private List<RecordedEvent> audited(String action, UUID id) {
        return lab.as(
                lab.admin(),
                () -> lab.bean(AuditEvents.class).find(new AuditFilter("", "", action, null, null), 0, 500).stream()
                        .filter(one -> one.event().entity().contains(id.toString()))
                        .toList());
    }

    private OpenedMessage opened(Actor actor, UUID id) {
        return lab.as(actor, () -> monitor.open(id)).orElseThrow();
    }

    @Test
    void whoever_may_see_payloads_sees_all_and_the_view_is_audited_with_the_patient() {
        MessageSummary message = sent("NL-1");

        OpenedMessage opened = opened(operator, message.id());

        OpenedMessage.Payload payload = requireNonNull(opened.payload());
        assertThat(new String(payload.raw(), StandardCharsets.UTF_8)).isEqualTo(Lab.result("NL-1"));
        assertThat(payload.same()).isTrue();
        assertThat(requireNonNull(payload.trace()).fields()).anySatisfy(line -> {
            assertThat(line.target()).contains("gender");
            assertThat(line.value()).isEqualTo("female");
        });
        assertThat(opened.controlId()).isEqualTo("NL-1");
        assertThat(opened.runs().getFirst().decisions())
                .flatExtracting(RecordedDecision::destinations)
                .containsExactly("fhir");
        OpenedDelivery delivery = opened.deliveries().getFirst();
        assertThat(delivery.state()).isEqualTo(Delivery.State.SENT);
        assertThat(new String(delivery.output(), StandardCharsets.UTF_8)).contains("QUILL", "6.80");
        assertThat(delivery.attempts().getFirst().code()).isEqualTo("HTTP 200");
        assertThat(new String(delivery.attempts().getFirst().answer(), StandardCharsets.UTF_8))
                .contains("transaction-response");
        assertThat(audited("view-payload", message.id())).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo("Hanne Dovrik");
            assertThat(event.event().patient()).isEqualTo("00381642");
            assertThat(event.event().outcome()).isEqualTo(AuditEvent.Outcome.SUCCESS);
        });
    }

    @Test
    void whoever_may_not_see_payloads_sees_nothing_of_the_patient() {
        MessageSummary message = refusedByWard("NL-2");

        OpenedMessage masked = opened(lab.admin(), message.id());
        OpenedMessage full = opened(operator, message.id());

        assertThat(masked.payload()).isNull();
        assertThat(masked.deliveries()).allSatisfy(delivery -> {
            assertThat(delivery.output()).isNull();
            assertThat(delivery.attempts())
                    .isNotEmpty()
                    .allSatisfy(attempt -> assertThat(attempt.answer()).isNull());
        });
        assertThat(text(full)).contains("QUILL");
        assertThat(text(masked)).doesNotContain(Lab.PATIENT.toArray(String[]::new));
        assertThat(audited("view-payload", message.id()))
                .extracting(RecordedEvent::actor)
                .containsExactly("Hanne Dovrik");
    }

    /// All of it, bytes too.
    private static String text(OpenedMessage message) {
        var text = new StringBuilder(JsonMapper.shared().writeValueAsString(message));
        for (OpenedDelivery delivery : message.deliveries()) {
            delivery.attempts().forEach(attempt -> append(text, attempt.answer()));
            append(text, delivery.output());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte @Nullable [] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void what_is_refused_at_the_door_stands_in_the_list_with_its_reason() {
        assertThat(lab.send(Lab.CHANNEL, "QUILL^NORA is no HL7\r")).contains("MSA|AR");
        MessageSummary message = lab.newest(one -> one.status() == MessageStatus.REFUSED);

        List<MessageLine> refused = lab.as(lab.admin(), () -> monitor.messages(of(MessageStatus.REFUSED), 10));

        assertThat(refused.getFirst().summary().id()).isEqualTo(message.id());
        assertThat(refused).allSatisfy(line -> {
            assertThat(line.summary().status()).isEqualTo(MessageStatus.REFUSED);
            assertThat(line.problem()).isNotBlank().doesNotContain("QUILL");
        });
        assertThat(opened(lab.admin(), message.id()).refusal()).isNotEmpty();
        assertThat(new String(
                        requireNonNull(opened(operator, message.id()).payload()).raw(), StandardCharsets.UTF_8))
                .isEqualTo("QUILL^NORA is no HL7\r");
    }

    private static MessageFilter of(MessageStatus status) {
        return new MessageFilter(null, Set.of(status), null, null, "", null);
    }

    @Test
    void a_resend_makes_a_delivery_of_the_same_output_and_is_audited_with_the_patient() {
        MessageSummary message = sent("NL-3");

        Done done = lab.as(operator, () -> monitor.resend(message.id()));

        assertThat(done).isInstanceOf(Done.Yes.class);
        lab.newest(one -> one.id().equals(message.id()) && one.sent() == 2);
        OpenedMessage opened = opened(operator, message.id());
        assertThat(opened.runs()).hasSize(1);
        assertThat(opened.deliveries())
                .extracting(one -> one.delivery().cause())
                .containsExactly(Delivery.Cause.RESENT, Delivery.Cause.PROCESSED);
        assertThat(opened.deliveries().getFirst().output())
                .isEqualTo(opened.deliveries().getLast().output());
        assertThat(opened.deliveries().getFirst().delivery().requestedBy()).isEqualTo("Hanne Dovrik");
        assertThat(audited("resend", message.id()))
                .singleElement()
                .satisfies(event -> assertThat(event.event().patient()).isEqualTo("00381642"));
    }

    @Test
    void reprocessing_runs_it_once_more_and_is_audited_with_the_patient() {
        MessageSummary message = sent("NL-4");

        Done done = lab.as(operator, () -> monitor.reprocess(message.id()));

        assertThat(done).isInstanceOf(Done.Yes.class);
        lab.newest(one -> one.id().equals(message.id()) && one.sent() == 2);
        OpenedMessage opened = opened(operator, message.id());
        assertThat(opened.runs()).extracting(run -> run.number()).containsExactly(2, 1);
        assertThat(opened.deliveries().getFirst().delivery().cause()).isEqualTo(Delivery.Cause.REPROCESSED);
        assertThat(audited("reprocess", message.id()))
                .singleElement()
                .satisfies(event -> assertThat(event.event().patient()).isEqualTo("00381642"));
    }

    @Test
    void a_held_delivery_is_released_and_arrives() {
        MessageSummary message = refusedByWard("NL-5");
        UUID delivery = opened(operator, message.id())
                .deliveries()
                .getFirst()
                .delivery()
                .id();
        ward.answer("AA");

        assertThat(lab.as(operator, () -> monitor.retry(delivery))).isInstanceOf(Done.Yes.class);

        lab.newest(one -> one.id().equals(message.id()) && one.sent() == 1);
        assertThat(lab.as(operator, () -> monitor.retry(delivery))).isInstanceOf(Done.No.class);
        assertThat(audited("retry-delivery", delivery))
                .extracting(event -> event.event().outcome())
                .containsExactly(AuditEvent.Outcome.REFUSED, AuditEvent.Outcome.SUCCESS);
        assertThat(audited("retry-delivery", delivery))
                .allSatisfy(event -> assertThat(event.event().patient()).isEqualTo("NL-5"));
    }

    @Test
    void a_dead_delivery_is_given_up_and_cannot_be_tried_again() {
        ward.answer("AE");
        lab.send(BRIEF, Lab.result("NL-9").replace("PID|1||00381642", "PID|1||NL-9"));
        MessageSummary message = lab.newest(one -> one.channel().equals(BRIEF));
        Lab.await(
                "it is not dead",
                () -> opened(operator, message.id()).deliveries().getFirst().state() == Delivery.State.DEAD);
        UUID delivery = opened(operator, message.id())
                .deliveries()
                .getFirst()
                .delivery()
                .id();

        assertThat(lab.as(operator, () -> monitor.retry(delivery))).isInstanceOf(Done.No.class);
        assertThat(lab.as(operator, () -> monitor.cancelDelivery(delivery))).isInstanceOf(Done.Yes.class);

        assertThat(opened(operator, message.id()).deliveries().getFirst().state())
                .isEqualTo(Delivery.State.CANCELLED);
        assertThat(audited("cancel-delivery", delivery))
                .extracting(event -> event.event().outcome())
                .containsExactly(AuditEvent.Outcome.SUCCESS);
    }

    @Test
    void what_made_nothing_cannot_be_resent_and_the_wish_is_audited() {
        lab.send(Lab.CHANNEL, "nothing of the kind\r");
        MessageSummary message = lab.newest(one -> one.status() == MessageStatus.REFUSED);

        assertThat(lab.as(operator, () -> monitor.resend(message.id()))).isInstanceOf(Done.No.class);
        assertThat(lab.as(operator, () -> monitor.cancel(message.id()))).isInstanceOf(Done.No.class);
        assertThat(audited("resend", message.id()))
                .singleElement()
                .satisfies(event -> assertThat(event.event().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED));
    }

    @Test
    void a_search_finds_by_name_and_is_audited_and_takes_the_right_to_see_payloads() {
        MessageSummary message = sent("NL-6");
        var search = new MessageFilter(null, Set.of(), null, null, "quill", null);

        Lab.await(
                "the message is not found by its patient's name",
                () -> lab.as(operator, () -> monitor.messages(search, 50)).stream()
                        .anyMatch(line -> line.summary().id().equals(message.id())));
        assertThatThrownBy(() -> lab.as(lab.admin(), () -> monitor.messages(search, 50)))
                .isInstanceOf(Rights.Refused.class);
    }

    @Test
    void pages_follow_one_another_without_gap_or_repeat() {
        sent("NL-7");
        sent("NL-8");
        sent("NL-9");
        List<MessageLine> all = lab.as(operator, () -> monitor.messages(MessageFilter.ALL, 50));

        List<MessageLine> first = lab.as(operator, () -> monitor.messages(MessageFilter.ALL, 2));
        List<MessageLine> second = lab.as(
                operator,
                () -> monitor.messages(
                        MessageFilter.ALL.before(first.getLast().summary().id()), 2));

        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(second).isEqualTo(all.subList(2, 4));
    }

    @Test
    void each_call_takes_its_right() {
        MessageSummary message = sent("NL-10");
        UUID id = message.id();
        UUID delivery = opened(operator, id).deliveries().getFirst().delivery().id();
        var looking = new Actor(analyst.id(), "Looking", Set.of(Right.OPERATE));
        var seeing = new Actor(analyst.id(), "Seeing", Set.of(Right.VIEW_PAYLOADS));

        for (Supplier<Object> call : List.<Supplier<Object>>of(
                () -> monitor.messages(MessageFilter.ALL, 1),
                () -> monitor.deliveries(new DeliveryFilter(null, null, null, Set.of(), null, null), 1),
                () -> monitor.open(id),
                () -> monitor.stats(null),
                monitor::pulse)) {
            refused(analyst, call);
            assertThat(lab.as(looking, call)).isNotNull();
            assertThat(lab.as(seeing, call)).isNotNull();
        }
        for (Supplier<Object> call : List.<Supplier<Object>>of(
                () -> monitor.resend(id), () -> monitor.reprocess(id), () -> monitor.resendDelivery(delivery))) {
            refused(looking, call);
            refused(seeing, call);
        }
        for (Supplier<Object> call : List.<Supplier<Object>>of(
                () -> monitor.cancel(id), () -> monitor.retry(delivery), () -> monitor.cancelDelivery(delivery))) {
            refused(seeing, call);
            refused(analyst, call);
        }
        assertThat(audited("resend", id)).isEmpty();
    }

    private void refused(Actor actor, Supplier<Object> call) {
        assertThatThrownBy(() -> lab.as(actor, call)).isInstanceOf(Rights.Refused.class);
    }

    @Test
    void what_is_not_there_is_missing() {
        UUID nobody = UUID.randomUUID();

        assertThat(lab.as(operator, () -> monitor.open(nobody))).isEmpty();
        assertThat(lab.as(operator, () -> monitor.resend(nobody))).isInstanceOf(Done.Missing.class);
        assertThat(lab.as(operator, () -> monitor.reprocess(nobody))).isInstanceOf(Done.Missing.class);
        assertThat(lab.as(operator, () -> monitor.retry(nobody))).isInstanceOf(Done.Missing.class);
    }
}

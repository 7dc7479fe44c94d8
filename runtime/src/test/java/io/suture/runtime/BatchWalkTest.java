package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.engine.channel.Source;
import io.suture.engine.report.Problem;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Several messages in one frame: a batch with its headers and counts, or just one after the other.
class BatchWalkTest extends WalkTest {
    private static final String BAD = "MSH|^~\\&|LAB|NORTH|EHR|WARD|20260101||ADT^A01|B2|P|2.5.1\rPID|1||7\r";

    private static byte[] batch(int said, byte[]... messages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write("FHS|^~\\&|LAB|NORTH\rBHS|^~\\&|LAB|NORTH\r".getBytes(StandardCharsets.UTF_8));
        for (byte[] message : messages) {
            bytes.write(message);
        }
        bytes.write(("BTS|" + said + "\rFTS|1\r").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private List<MessageSummary> all() {
        return test.node.messages().find(MessageFilter.ALL, 100);
    }

    private void done(int messages, int sent) {
        TestNode.until(
                messages + " messages, " + sent + " sent",
                () -> all().size() == messages
                        && all().stream().noneMatch(one -> one.status() == MessageStatus.RECEIVED || one.open() > 0)
                        && sink.received().size() == sent);
    }

    /// The one that holds the others: the largest.
    private MessageSummary whole() {
        return all().stream()
                .max(java.util.Comparator.comparingInt(MessageSummary::size))
                .orElseThrow();
    }

    private List<String> problems() {
        return test.node.messages().open(whole().id()).orElseThrow().runs().getFirst().problems().stream()
                .map(Problem::code)
                .toList();
    }

    private List<String> ids() {
        return sink.received().stream()
                .map(message -> MllpClient.field(message, "MSH", 10))
                .toList();
    }

    @Test
    void each_message_of_a_batch_is_judged_processed_and_delivered_by_itself_and_its_sender_answered_once()
            throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        byte[] batch = batch(3, Load.result("B1", 1, 1), BAD.getBytes(StandardCharsets.UTF_8), Load.result("B3", 1, 2));
        try (var client = new MllpClient(port)) {
            String answer = client.ask(batch);
            assertThat(MllpClient.field(answer, "MSA", 1)).isEqualTo("AA");
            assertThat(MllpClient.field(answer, "MSA", 2)).isEqualTo("B1");
            assertThat(MllpClient.field(client.ask(Load.result("A1", 1, 3)), "MSA", 2))
                    .isEqualTo("A1");
        }
        done(5, 3);
        // All three are of one patient.
        assertThat(ids()).containsExactly("B1", "B3", "A1");
        assertThat(all())
                .filteredOn(one -> one.status() == MessageStatus.REFUSED)
                .hasSize(1);
        assertThat(whole().status()).isEqualTo(MessageStatus.PROCESSED);
        assertThat(problems()).containsExactly("batch-refused");
        assertThat(test.node.messages().open(whole().id()).orElseThrow().payload())
                .isEqualTo(batch);
    }

    @Test
    void a_count_that_differs_from_what_is_there_is_a_problem_of_the_batch_and_all_that_is_there_goes_on()
            throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(batch(5, Load.result("B1", 1, 1), Load.result("B2", 2, 1)));
        }
        done(3, 2);
        assertThat(problems()).containsExactly("batch-count");
        assertThat(test.node.messages().reprocess(whole().id(), "olga"))
                .isInstanceOf(Messages.Reprocessed.Refused.class);
    }

    @Test
    void a_batch_that_is_sent_again_and_one_that_holds_some_of_the_same_bring_nothing_twice() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            byte[] batch = batch(2, Load.result("B1", 1, 1), Load.result("B2", 2, 1));
            client.ask(batch);
            done(3, 2);
            assertThat(MllpClient.field(client.ask(batch), "MSA", 1)).isEqualTo("AA");
            client.ask(batch(2, Load.result("B2", 2, 1), Load.result("B3", 3, 1)));
        }
        done(6, 3);
        assertThat(ids()).containsExactlyInAnyOrder("B1", "B2", "B3");
    }

    @Test
    void messages_glued_together_in_one_frame_are_parted_too_and_answered_after_that_where_the_channel_says_so()
            throws IOException {
        var channel =
                TestChannels.forward("results", sink.port(), "EHR", Map.of(), Source.Answer.PROCESSED, WhenHeld.WAIT);
        int port = test.deploy(channel, "1");
        var glued = new ByteArrayOutputStream();
        glued.write(Load.result("B1", 1, 1));
        glued.write(Load.result("B2", 2, 1));
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(client.ask(glued.toByteArray()), "MSA", 1))
                    .isEqualTo("AA");
        }
        done(3, 2);
        assertThat(problems()).isEmpty();
    }
}

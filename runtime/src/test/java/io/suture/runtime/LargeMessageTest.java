package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Source;
import io.suture.engine.document.ChannelDocument;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reports of fifty megabytes through a node that may use one gigabyte.
@Tag("fault")
class LargeMessageTest {
    private static final int PDF = 50_000_000;
    private static final int COUNT = 3;

    @Test
    void reports_of_fifty_megabytes_come_through_byte_for_byte_in_a_gigabyte_while_small_ones_pass(@TempDir Path folder)
            throws Exception {
        int port = freePort();
        try (var sink = new MllpSink()) {
            Path channels = Files.createDirectory(folder.resolve("channels"));
            Files.write(
                    channels.resolve("reports.json"),
                    ChannelDocument.write(taking(
                            TestChannels.forward("results", sink.port(), "EHR", Map.of("port", Integer.toString(port))),
                            70_000_000)));
            Process node = NodeProcess.start(
                    "-Xmx1g", channels, "--data", folder.resolve("data").toString());
            try {
                for (int turn = 0; turn < COUNT; turn++) {
                    int number = turn;
                    byte[] report = report(turn);
                    try (var client = new MllpClient(port);
                            var small = new MllpClient(port)) {
                        client.send(report);
                        assertThat(MllpClient.field(small.ask(Load.result("S" + turn, 1, turn)), "MSA", 1))
                                .isEqualTo("AA");
                        assertThat(MllpClient.field(client.answer(), "MSA", 1)).isEqualTo("AA");
                    }
                    TestNode.until("the report came", Duration.ofMinutes(2), () -> sink.count() >= 2 * (number + 1));
                    String came = sink.received().stream()
                            .filter(message -> message.length() > PDF)
                            .toList()
                            .getLast();
                    assertThat(MllpClient.field(came, "MSH", 10)).isEqualTo("R" + turn);
                    assertThat(came.substring(came.indexOf("Base64^"), came.indexOf("||||||F")))
                            .isEqualTo("Base64^" + Base64.getEncoder().encodeToString(pdf(turn)));
                }
                assertThat(node.isAlive()).isTrue();
            } finally {
                node.destroy();
                assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static byte[] pdf(int turn) {
        byte[] pdf = new byte[PDF];
        new Random(turn).nextBytes(pdf);
        return pdf;
    }

    private static byte[] report(int turn) {
        return String.join(
                        "\r",
                        "MSH|^~\\&|LAB|NORTH|EHR|WARD|20260101120000||ORU^R01^ORU_R01|R" + turn + "|P|2.5.1",
                        "PID|1||" + Load.mrn(2) + "^^^NORTH^MR||" + Load.family(2) + "^Ada^B||19700102|F",
                        "OBR|1|PO" + turn + "^EHR|FR" + turn + "^LAB|11502-2^Report^LN|||20260101080000",
                        "OBX|1|ED|PDF^Report^L||^application^pdf^Base64^"
                                + Base64.getEncoder().encodeToString(pdf(turn)) + "||||||F",
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Channel taking(Channel channel, long bytes) {
        Source source = channel.source();
        Source.Acceptance door = source.acceptance();
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                new Source(
                        source.endpoint(),
                        source.schema(),
                        source.answer(),
                        new Source.Acceptance(door.types(), door.versions(), door.production(), bytes),
                        source.order()),
                channel.rules(),
                channel.destinations(),
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                channel.queries(),
                channel.constants(),
                channel.origin());
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}

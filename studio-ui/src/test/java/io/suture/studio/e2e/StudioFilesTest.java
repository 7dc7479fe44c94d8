package io.suture.studio.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.studio.channel.Drafts;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.studio.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody finds who carries the disk away.
class StudioFilesTest {
    /// Shorter ones come about by chance in what is encrypted.
    private static final List<String> NAMES =
            Lab.PATIENT.stream().filter(name -> name.length() > 4).toList();

    @Test
    void the_files_name_no_patient_whose_result_was_received_kept_searched_for_seen_and_sent(@TempDir Path folder)
            throws IOException {
        try (Lab lab = Lab.in(folder)) {
            Actor analyst = lab.member("Ines Calder", Role.ANALYST, Role.TESTER);
            Actor approver = lab.member("Tomas Brandt", Role.APPROVER);
            Actor operator = lab.member("Hanne Dovrik", Role.OPERATOR);
            lab.run(analyst, approver, "lab-results", Lab.CHANNEL, Map.of());
            assertThat(lab.send(Lab.CHANNEL, Lab.RESULT)).contains("MSA|AA");
            assertThat(lab.send(Lab.CHANNEL, "QUILL is no HL7")).contains("MSA|AR");
            UUID channel = lab.as(analyst, () -> lab.bean(Drafts.class).byName(Lab.CHANNEL))
                    .orElseThrow()
                    .value();
            assertThat(lab.as(
                            analyst,
                            () -> lab.bean(Samples.class).keep(channel, "A result", Lab.RESULT.getBytes(UTF_8))))
                    .isPresent();
            Monitor monitor = lab.bean(Monitor.class);
            Lab.await(
                    "it is found by its patient",
                    () -> found(lab, operator, monitor).stream()
                            .anyMatch(one -> one.status() == MessageStatus.PROCESSED && one.sent() == 1));
            UUID message = found(lab, operator, monitor).getFirst().id();
            assertThat(lab.as(operator, () -> monitor.open(message))).isPresent();
        }

        var read = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !isProgram(folder.relativize(file)))
                    .toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                assertThat(NAMES).as("in " + file).noneMatch(bytes::contains);
                read.add(file);
            }
        }
        assertThat(read).anyMatch(file -> file.toString().contains("pg_wal"));
    }

    /// PostgreSQL's own files, which know words too.
    private static boolean isProgram(Path file) {
        return file.getName(0).toString().startsWith("postgresql-");
    }

    private static List<MessageSummary> found(Lab lab, Actor operator, Monitor monitor) {
        return lab.as(
                operator,
                () -> monitor.messages(new MessageFilter(null, Set.of(), null, null, "00381642", null), 10).stream()
                        .map(line -> line.summary())
                        .toList());
    }
}

package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.message;
import static io.suture.engine.format.hl7v2.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.hl7v2.Hl7v2Acceptance.Outcome;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance.Terms;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String MSH = "MSH|^~\\&|LAB&x|N\\T\\S|EHR|SOUTH|20260102||ORU^R01^ORU_R01|M1|P|2.5.1";

    private static Hl7v2Acceptance judge(String... segments) {
        return Hl7v2Acceptance.of(message(segments), Terms.ANY);
    }

    private static String answer(byte[] request, Hl7v2Acceptance acceptance) {
        return text(Hl7v2Acknowledgement.write(request, acceptance.code(), acceptance.problems(), NOW, "A9"));
    }

    @Test
    void a_sound_message_is_accepted_and_answered() {
        Hl7v2Acceptance acceptance = judge(MSH, "PID|1");
        assertThat(acceptance.accepted()).isTrue();
        assertThat(acceptance.answered()).isTrue();
        assertThat(acceptance.code()).isEqualTo(AckCode.AA);
        assertThat(acceptance.controlId()).isEqualTo("M1");
        assertThat(acceptance.messageType()).isEqualTo("ORU^R01");
        assertThat(acceptance.sendingFacility()).isEqualTo("N&S");
        assertThat(acceptance.processingId()).isEqualTo("P");
        assertThat(acceptance.version()).isEqualTo("2.5.1");
        assertThat(answer(message(MSH), acceptance)).isEqualTo("""
                        MSH|^~\\&|EHR|SOUTH|LAB&x|N\\T\\S|20260102030405+0000||ACK^R01^ACK|A9|P|2.5.1
                        MSA|AA|M1
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}, AR, not-hl7",
                "msh|^~\\&|A, AR, not-hl7",
                "MSH||A|B|||20260101||ADT^A01|H04|P|2.5.1, AR, not-hl7",
                "MSH|^~\\&|A|B|||20260101|||M1|P|2.5.1, AR, type-missing",
                "MSH|^~\\&|A|B|||20260101||ADT^A01||P|2.5.1, AE, control-id-missing",
                "MSH|^~\\&|A|B|||20260101||ADT^A01|M1|P|2.5.1||||||KLINGON-8, AE, charset-unknown",
                "MSH|^~\\&|A|B|||20260101||ADT^A01|M1|P|2.5.1||||||ASCII|\u00fc, AE, charset-undecodable",
                "MSH|^~\\&|A|B|||20260101||ADT^A01|M1|P|2.5.1|||AL|NE, CA, ",
                "MSH|^~\\&|A|B|||20260101||ADT^A01|M1|P|2.5.1||||AL, AA, ",
                "MSH|^~\\&|A|B|||20260101||ADT^A01||P|2.5.1||||AL, AE, control-id-missing",
                "MSH|^~\\&|A|B|||20260101||ADT^A01||P|2.5.1|||AL|AL, CE, control-id-missing"
            })
    void what_cannot_be_taken_is_refused_with_its_reason(String header, AckCode code, String reason) {
        Hl7v2Acceptance acceptance = judge(header);
        assertThat(acceptance.code()).isEqualTo(code);
        assertThat(acceptance.accepted()).isEqualTo(reason == null);
        assertThat(acceptance.problems())
                .extracting(Problem::code)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void the_terms_of_the_channel_are_kept() {
        var terms = new Terms(List.of("ADT", "ORU^R32"), List.of("2.3"), true, 10_000, "");
        byte[] request = message(MSH.replace("|P|", "|T|"));
        Hl7v2Acceptance acceptance = Hl7v2Acceptance.of(request, terms);
        assertThat(acceptance.code()).isEqualTo(AckCode.AR);
        assertThat(acceptance.problems())
                .extracting(Problem::code)
                .containsExactly("type-not-taken", "not-production", "version-not-taken");
        assertThat(Hl7v2Acceptance.of(message(MSH, "NTE|1||" + "x".repeat(10_000)), terms)
                        .problems())
                .extracting(Problem::code)
                .containsExactly("too-large");
        assertThat(answer(request, acceptance))
                .contains("MSA|AR|M1|This channel does not take messages of this type and event.\n")
                .contains("ERR||MSH^1^9^1|200^Unsupported message type^HL70357|E|type-not-taken^^L|||This channel")
                .contains("ERR||MSH^1^11^1|202^")
                .contains("ERR||MSH^1^12^1|203^");
    }

    @Test
    void two_messages_in_one_are_never_taken_as_one() {
        assertThat(judge(MSH, "PID|1", MSH, "PID|2").problems())
                .extracting(Problem::code)
                .containsExactly("several-messages");
    }

    @ParameterizedTest
    @CsvSource({
        "AL, ACCEPTED, CA",
        "AL, REJECTED, CR",
        "NE, ACCEPTED, ",
        "NE, ERROR, ",
        "ER, ACCEPTED, ",
        "ER, ERROR, CE",
        "SU, ACCEPTED, CA",
        "SU, ERROR, ",
        "'', ACCEPTED, AA",
        "'', ERROR, AE"
    })
    void the_answer_after_processing_follows_MSH_15(String wanted, Outcome outcome, AckCode code) {
        assertThat(Hl7v2Acceptance.answer(message(MSH + "|||" + wanted), outcome)
                        .orElse(null))
                .isEqualTo(code);
    }

    @Test
    void an_older_sender_gets_an_older_ERR_and_its_own_delimiters() {
        byte[] request = message("MSH!@*?$!A!B!C!D!20260101!!ADT@A01!!P!2.3!!!!!!8859/1");
        assertThat(answer(request, Hl7v2Acceptance.of(request, Terms.ANY)))
                .isEqualTo("MSH!@*?$!C!D!A!B!20260102030405+0000!!ACK@A01!A9!P!2.3!!!!!!8859/1\n"
                        + "MSA!AE!!MSH-10 is empty, so an answer could not name the message.\n"
                        + "ERR!MSH@1@10@101$Required field missing$HL70357\n");
    }

    @Test
    void what_is_no_HL7_gets_an_answer_all_the_same() {
        byte[] request = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(answer(request, Hl7v2Acceptance.of(request, Terms.ANY)))
                .startsWith("MSH|^~\\&|||||20260102030405+0000||ACK|A9|P|2.5.1\nMSA|AR||This is no HL7 v2 message")
                .contains("ERR||MSH^1|100^");
    }

    @Test
    void an_answer_in_the_senders_character_set_keeps_its_names() {
        byte[] request = (MSH.replace("LAB&x", "L\u00e4b") + "||||||8859/1\r").getBytes(StandardCharsets.ISO_8859_1);
        Hl7v2Acceptance acceptance = Hl7v2Acceptance.of(request, Terms.ANY);
        assertThat(acceptance.sendingApplication()).isEqualTo("L\u00e4b");
        byte[] answer = Hl7v2Acknowledgement.write(request, acceptance.code(), List.of(), NOW, "A9");
        assertThat(new String(answer, StandardCharsets.ISO_8859_1))
                .contains("|L\u00e4b|")
                .contains("|8859/1\r");
    }

    @Test
    void an_answer_is_read_with_its_reason() {
        assertThat(Hl7v2Acknowledgement.read(
                        message(MSH, "MSA|AE|M7|", "ERR||PID^1^3|101^Required field missing|E||||no id")))
                .contains(new Hl7v2Acknowledgement(AckCode.AE, "M7", "no id"));
        assertThat(Hl7v2Acknowledgement.read(message(MSH, "MSA|CR|M7|busy")))
                .contains(new Hl7v2Acknowledgement(AckCode.CR, "M7", "busy"));
        assertThat(Hl7v2Acknowledgement.read(message(MSH, "MSA|OK|M7"))).isEmpty();
        assertThat(Hl7v2Acknowledgement.read(message(MSH))).isEmpty();
        assertThat(Hl7v2Acknowledgement.read(new byte[0])).isEmpty();
    }

    @Test
    void a_patients_key_is_found_without_reading_the_message() {
        byte[] request = message(MSH, "PID|1|P0|X^^^A^PI~M1^^^GEN&1.2&ISO^MR||Doe", "OBR|1|P9^EHR|F9^LAB");
        assertThat(Hl7v2OrderingKey.keys(request, Hl7v2OrderingKey.PATIENT, "")).containsExactly("M1^GEN");
        assertThat(Hl7v2OrderingKey.keys(request, Hl7v2OrderingKey.ORDER, "")).containsExactly("F9^LAB");
        assertThat(Hl7v2OrderingKey.keys(request, "ZPI-3", "")).isEmpty();
        assertThat(Hl7v2OrderingKey.keys(new byte[0], Hl7v2OrderingKey.PATIENT, ""))
                .isEmpty();
    }

    @Test
    void a_merge_has_the_keys_of_all_its_patients() {
        byte[] request =
                message(MSH, "PID|1||A^^^G", "MRG|B^^^G", "PID|2||C^^^G", "MRG|D^^^G~E^^^G^MR", "PID|3||A^^^G", "MRG|");
        assertThat(Hl7v2OrderingKey.keys(request, Hl7v2OrderingKey.PATIENT, ""))
                .containsExactly("A^G", "C^G", "B^G", "E^G");
    }

    @Test
    void a_batch_is_split_and_counted() {
        Hl7v2Batch batch = Hl7v2Batch.split(
                message("FHS|^~\\&|A", "BHS|^~\\&|A", MSH, "PID|1", "MSH|broken", MSH, "PID|2", "BTS|2", "FTS|1"));
        assertThat(batch.messages()).hasSize(3);
        assertThat(text(batch.messages().getFirst())).isEqualTo(MSH + "\nPID|1\n");
        assertThat(batch.problems()).extracting(Problem::path).containsExactly("BTS-1");
        assertThat(Hl7v2Batch.split(("\u000b" + MSH + "\r\u001c\r\u000b" + MSH + "\r\u001c\r")
                                .getBytes(StandardCharsets.US_ASCII))
                        .messages())
                .hasSize(2);
        assertThat(Hl7v2Batch.split("a,b\n1,2".getBytes(StandardCharsets.US_ASCII))
                        .problems())
                .anyMatch(Problem::isError);
    }
}

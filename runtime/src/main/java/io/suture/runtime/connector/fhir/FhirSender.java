package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.Receipt.Outcome;
import io.suture.runtime.connector.WebClient.Answer;
import java.io.IOException;

/// Posts Bundles, and single resources to their type. Where an entry is to be merged it reads what the server has
/// first, and does so again when somebody else was faster.
final class FhirSender implements Connector.Outbound {
    private static final int TURNS = 3;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final FhirSettings settings;
    private final FhirServer server;

    FhirSender(Endpoint endpoint, FhirSettings settings) {
        this.settings = settings;
        this.server = new FhirServer(endpoint, settings);
    }

    @Override
    public int parallel() {
        return settings.connections();
    }

    @Override
    public Receipt send(Consignment consignment) {
        try {
            Receipt receipt = once(consignment);
            for (int turn = 1; turn < TURNS && isRace(receipt); turn++) {
                receipt = once(consignment);
            }
            return isRace(receipt)
                    ? new Receipt(
                            Outcome.REFUSED,
                            receipt.code(),
                            "Somebody else changed the same resource each of " + TURNS + " times.",
                            receipt.answer())
                    : receipt;
        } catch (SeveralMatches e) {
            return new Receipt(
                    Outcome.REFUSED,
                    "several-matches",
                    "Several resources on the server answer to the key of " + e.type() + ".",
                    e.answer());
        } catch (Unexpected e) {
            return Receipt.of(e.answer());
        } catch (IOException e) {
            return Receipt.ofTrouble(e, host(), settings.answer());
        } catch (InterruptedException e) {
            return Receipt.ofInterrupted();
        }
    }

    private String host() {
        return settings.base().getHost()
                + (settings.base().getPort() < 0 ? "" : ":" + settings.base().getPort());
    }

    /// The server answered a reading with what is no answer to it.
    static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        Unexpected(Answer answer) {
            super("HTTP " + answer.status());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /// A key that must name one resource names several.
    static final class SeveralMatches extends IOException {
        private static final long serialVersionUID = 1L;
        private final String type;
        private final byte[] answer;

        SeveralMatches(String type, byte[] answer) {
            super("Several " + type);
            this.type = type;
            this.answer = answer;
        }

        String type() {
            return type;
        }

        byte[] answer() {
            return answer;
        }
    }

    /// Lost a race: under If-Match, or on making what somebody else made meanwhile.
    private static boolean isRace(Receipt receipt) {
        return receipt.code().equals("HTTP " + CONFLICT)
                || receipt.code().equals("HTTP " + PRECONDITION_FAILED)
                || receipt.code().equals("made-meanwhile");
    }

    private Receipt once(Consignment consignment) throws IOException, InterruptedException {
        boolean plain = consignment.writes().stream().allMatch(MergedBundle::isPlain);
        if (plain) {
            return several(Receipt.of(server.post(consignment.bytes())));
        }
        MergedBundle merged = MergedBundle.prepare(consignment, server);
        Answer answer = server.post(merged.bytes());
        if (answer.isSuccess() && merged.wasMadeByAnother(answer.body())) {
            return new Receipt(
                    Outcome.TRY_AGAIN,
                    "made-meanwhile",
                    "Somebody else made the same resource meanwhile.",
                    answer.body());
        }
        return merged.hasVersions() ? Receipt.of(answer) : several(Receipt.of(answer));
    }

    /// Without If-Match a 412 says that several resources answer to a key: no race to be won.
    private static Receipt several(Receipt receipt) {
        return receipt.code().equals("HTTP " + PRECONDITION_FAILED)
                ? new Receipt(
                        Outcome.REFUSED,
                        "several-matches",
                        "Several resources on the server answer to the same key.",
                        receipt.answer())
                : receipt;
    }

    @Override
    public void close() {
        server.close();
    }
}

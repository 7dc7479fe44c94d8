package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Senders that send each Message until it is acknowledged, and then what must hold of what arrived.
final class Senders {
    private static final int PATIENTS = 10;
    private static final long AGAIN_NANOS = 50_000_000;

    private final int senders;
    private final int each;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    Senders(int senders, int each) {
        this.senders = senders;
        this.each = each;
    }

    int messages() {
        return senders * each;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    void start(int port) {
        for (int sender = 0; sender < senders; sender++) {
            int number = sender;
            threads.add(Thread.ofVirtual().start(() -> send(number, port)));
        }
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(acknowledged).hasSize(messages());
    }

    private void send(int sender, int port) {
        int turn = 0;
        while (turn < each) {
            try (var client = new MllpClient(port)) {
                while (turn < each) {
                    String id = "K" + sender + "-" + turn;
                    String answer = client.ask(Load.result(id, sender * PATIENTS + turn % PATIENTS, turn));
                    if (!MllpClient.field(answer, "MSA", 1).equals("AA")
                            || !MllpClient.field(answer, "MSA", 2).equals(id)) {
                        throw new AssertionError("Not acknowledged: " + answer);
                    }
                    acknowledged.add(id);
                    turn++;
                }
            } catch (IOException hungUp) {
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    /// Nothing is lost; within a patient each comes after the one before it, or is that one again.
    ///
    /// @param repeats how often that may be, for each patient
    void assertThatAllCameInOrder(MllpSink sink, int repeats) {
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> again = new HashMap<>();
        Set<String> came = ConcurrentHashMap.newKeySet();
        for (String message : sink.received()) {
            String patient = MllpClient.field(message, "PID", 3);
            String id = MllpClient.field(message, "MSH", 10);
            came.add(id);
            int turn = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            Integer before = last.put(patient, turn);
            if (before != null && before == turn) {
                again.merge(patient, 1, Integer::sum);
            } else {
                assertThat(turn)
                        .as("the next of " + patient)
                        .isEqualTo(before == null ? turn % PATIENTS : before + PATIENTS);
            }
        }
        assertThat(came).containsAll(acknowledged);
        assertThat(last).hasSize(senders * PATIENTS);
        assertThat(again.values()).allMatch(count -> count <= repeats);
    }

    static long distinct(MllpSink sink) {
        return sink.received().stream()
                .map(message -> MllpClient.field(message, "MSH", 10))
                .distinct()
                .count();
    }
}

package io.suture.engine.format.hl7v2;

import io.suture.engine.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The messages of an [Hl7v2Batch], one after the other.
final class Hl7v2Records implements Format.Records {
    private final InputStream stream;
    private @Nullable Queue<Format.Part> parts;

    Hl7v2Records(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public Optional<Format.Part> next() throws IOException {
        Queue<Format.Part> left = parts;
        if (left == null) {
            left = read(stream.readAllBytes());
            parts = left;
        }
        return Optional.ofNullable(left.poll());
    }

    private static Queue<Format.Part> read(byte[] file) {
        Hl7v2Batch batch = Hl7v2Batch.split(file);
        if (batch.messages().isEmpty()) {
            return new ArrayDeque<>(List.of(new Format.Part(file, "", List.of())));
        }
        Queue<Format.Part> parts = new ArrayDeque<>();
        for (byte[] message : batch.messages()) {
            parts.add(new Format.Part(message, "", parts.isEmpty() ? batch.problems() : List.of()));
        }
        return parts;
    }
}

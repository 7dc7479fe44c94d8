package io.suture.runtime.delivery;

import io.suture.engine.mapping.Entry.WriteMode;
import io.suture.engine.mapping.Write;
import io.suture.engine.value.FieldPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// An output as it is sealed: its bytes, and for Bundles how each entry is to be taken.
public record Output(byte[] bytes, List<Write> writes) {
    private static final int LAYOUT = 1;

    public Output {
        writes = List.copyOf(writes);
    }

    byte[] pack() {
        var packed = new ByteArrayOutputStream(bytes.length + 64);
        try (var out = new DataOutputStream(packed)) {
            out.writeByte(LAYOUT);
            out.writeInt(writes.size());
            for (Write write : writes) {
                out.writeUTF(write.fullUrl());
                out.writeUTF(write.mode().name());
                out.writeInt(write.erased().size());
                for (FieldPath path : write.erased()) {
                    out.writeUTF(path.toString());
                }
            }
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Output unpack(byte[] packed) {
        try (var in = new DataInputStream(new ByteArrayInputStream(packed))) {
            if (in.readByte() != LAYOUT) {
                throw new IllegalStateException("This output was stored by a newer program");
            }
            List<Write> writes = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                String fullUrl = in.readUTF();
                WriteMode mode = WriteMode.valueOf(in.readUTF());
                List<FieldPath> erased = new ArrayList<>();
                for (int paths = in.readInt(); paths > 0; paths--) {
                    erased.add(FieldPath.parse(in.readUTF()).orElseThrow());
                }
                writes.add(new Write(fullUrl, mode, erased));
            }
            return new Output(in.readAllBytes(), writes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

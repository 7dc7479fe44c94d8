package io.suture.studio.schema.ui;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Hl7Profile.Part;
import java.util.List;

/// A part with one thing changed.
final class PartWith {
    private PartWith() {}

    static Part number(Part part, int number) {
        return new Part(number, part.label(), part.type(), part.cardinality(), part.table(), part.parts());
    }

    static Part label(Part part, String label) {
        return new Part(part.number(), label, part.type(), part.cardinality(), part.table(), part.parts());
    }

    static Part type(Part part, String type) {
        return new Part(part.number(), part.label(), type, part.cardinality(), part.table(), part.parts());
    }

    static Part cardinality(Part part, Cardinality often) {
        return new Part(part.number(), part.label(), part.type(), often, part.table(), part.parts());
    }

    static Part table(Part part, String table) {
        return new Part(part.number(), part.label(), part.type(), part.cardinality(), table, part.parts());
    }

    static Part parts(Part part, List<Part> parts) {
        return new Part(part.number(), part.label(), part.type(), part.cardinality(), part.table(), parts);
    }
}

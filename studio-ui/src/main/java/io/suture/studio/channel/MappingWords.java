package io.suture.studio.channel;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import java.util.stream.Collectors;

/// Rows of a Mapping as sentences.
public final class MappingWords {
    private MappingWords() {}

    /// `for each OBX (obx) where OBX-11 is not X: OBX-5 as OBX, only when OBX-2 is NM, otherwise absent`
    public static String sentence(FieldMapping row) {
        var words = new StringBuilder();
        for (Loop loop : row.loops()) {
            words.append(loop(loop)).append(": ");
        }
        if (row.entry() != null) {
            words.append("entry ")
                    .append(row.entry().resource())
                    .append(" by ")
                    .append(row.entry().key().text());
        }
        String made = origin(row.origin());
        if (!made.isEmpty()) {
            words.append(row.entry() == null ? "" : ", ").append(made);
        }
        if (row.when() != null) {
            words.append(", only when ").append(SentenceWords.condition(row.when()));
        }
        if (row.otherwise() != null) {
            words.append(", otherwise ").append(row.otherwise().text());
        }
        return words.toString();
    }

    /// `for each OBX (obx) where …`
    public static String loop(Loop loop) {
        return "for each " + loop.each().text()
                + (loop.name().isEmpty() ? "" : " (" + loop.name() + ")")
                + (loop.where() == null ? "" : " where " + SentenceWords.condition(loop.where()))
                + (loop.groupBy() == null
                        ? ""
                        : ", grouped by " + loop.groupBy().text())
                + (loop.orderBy() == null ? "" : ", sorted by " + loop.orderBy().text());
    }

    /// What a row is made from: its formula, or the sub-mapping and what it is applied to, or its cases.
    public static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> "";
            case Origin.From from -> from.formula().text();
            case Origin.Using using -> using.from().text() + " as " + using.map();
            case Origin.Cases cases ->
                cases.cases().stream()
                        .map(one -> (one.when() == null
                                        ? "otherwise "
                                        : "when " + SentenceWords.condition(one.when()) + ": ")
                                + origin(one.origin())
                                + (one.type() == null ? "" : " (" + one.type() + ")"))
                        .collect(Collectors.joining("; "));
        };
    }

    /// What becomes of a code that a table does not hold.
    public static String unknown(LookupTable.Unknown unknown) {
        return switch (unknown) {
            case LookupTable.Unknown.Keep keep -> "keep it and flag it";
            case LookupTable.Unknown.Refuse refuse -> "hold the message";
            case LookupTable.Unknown.Become become -> "use " + become.code() + " and flag it";
            case LookupTable.Unknown.Omit omit -> "leave it out and flag it";
        };
    }
}

package io.suture.studio.mapping.ui;

import io.suture.engine.channel.Channel;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.kit.FormulaEditor.Proposal;
import io.suture.studio.kit.SchemaProposals;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// What is proposed in a formula: fields that have a value on the Sample first, then those of the Schema,
/// functions with their help, lookup tables and queries.
final class FormulaProposals implements FormulaEditor.Completer {
    private static final int MOST = 40;

    private final Supplier<Projection> shown;
    private final Supplier<Channel> channel;

    FormulaProposals(Supplier<Projection> shown, Supplier<Channel> channel) {
        this.shown = shown;
        this.channel = channel;
    }

    @Override
    public List<Proposal> complete(String word, boolean fieldsOnly) {
        String typed = word.toLowerCase(Locale.ROOT);
        Map<String, Proposal> found = new java.util.LinkedHashMap<>();
        Projection projection = shown.get();
        projection.sources().forEach((path, value) -> {
            String text = written(path);
            if (!value.text().isEmpty()) {
                String label = projection.source().find(path).map(Field::label).orElse("");
                if (SchemaProposals.matches(text, label, typed)) {
                    found.putIfAbsent(
                            text, new Proposal(text, Proposal.Kind.FIELD, label, "On this sample: " + value.text()));
                }
            }
        });
        SchemaProposals.fields(projection.source().root(), typed, found);
        var proposals = new ArrayList<>(found.values().stream().limit(MOST).toList());
        if (!fieldsOnly) {
            List<Proposal> functions = SchemaProposals.functions(typed);
            proposals.addAll(typed.isEmpty() || typed.contains("-") ? proposals.size() : 0, functions);
            for (LookupTable table : channel.get().tables()) {
                if (table.name().toLowerCase(Locale.ROOT).contains(typed)) {
                    proposals.add(new Proposal(
                            "'" + table.name() + "'",
                            Proposal.Kind.TABLE,
                            table.rows().size() + " codes",
                            "Lookup table, as in PID-8 in '" + table.name() + "'"));
                }
            }
            proposals.addAll(SchemaProposals.queries(channel.get().queries(), typed));
        }
        return proposals;
    }

    static String written(FieldPath path) {
        return SchemaProposals.written(path);
    }
}

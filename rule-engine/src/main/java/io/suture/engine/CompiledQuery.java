package io.suture.engine;

import io.suture.engine.channel.Query;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Frame;
import io.suture.engine.expression.Inputs;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Uris;
import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A declared query, compiled.
///
/// @param message what the formulas over the Message were compiled with
/// @param key     the slot of the name `key`
/// @param found   what the formula over the resource was compiled with
record CompiledQuery(
        Query query,
        Layout message,
        CompiledFormula keys,
        int key,
        CompiledFormula value,
        Format.Reader reader,
        Layout found,
        CompiledFormula take) {
    /// Beyond this many keys in one Message its keys formula is taken for wrong.
    static final int MOST_KEYS = 50;

    void ask(Value.Group source, Inputs inputs, List<Ask> asks, List<Problem> problems) {
        var frame = new Frame(message, source, inputs, null);
        List<String> all = keys.texts(frame);
        if (all.size() > MOST_KEYS) {
            problems.add(Problem.error(
                    "query-too-many-keys",
                    place(),
                    "The query “" + query.name() + "” would ask about " + all.size() + " keys of one message; "
                            + MOST_KEYS + " are the most. The message waits for a person."));
            return;
        }
        for (String one : all) {
            frame.set(key, new Value.Text(one));
            List<String> searched = value.texts(frame);
            if (searched.size() == 1) {
                String search = query.parameter() + "=" + Uris.encode(escaped(searched.getFirst()));
                asks.add(new Ask(query.name(), one, query.resource(), search));
            } else {
                problems.add(Problem.warning(
                        "query-no-value",
                        place(),
                        "The query “" + query.name() + "” makes " + (searched.isEmpty() ? "no" : "more than one")
                                + " search value of a key, so nobody is asked about it."));
            }
        }
        frame.problems().forEach(problem -> problems.add(problem.under(place())));
    }

    /// In a search a comma means or: what stands in a value is escaped, so that one value stays one.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$");
    }

    /// What the query takes of a resource; empty where it has no such value, or cannot be read.
    String answer(byte[] resource, Inputs inputs) {
        List<Problem> problems = new ArrayList<>();
        Value.Group value = reader.read(resource, problems::add);
        if (problems.stream().anyMatch(Problem::isError)) {
            return "";
        }
        List<String> texts = take.texts(new Frame(found, value, inputs, null));
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    private String place() {
        return "queries." + query.name();
    }
}

package io.suture.studio.lookup;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.ChannelFormulas;
import io.suture.engine.channel.ChannelFormulas.Place;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.ParsedFormula;
import io.suture.engine.report.Problem.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Where formulas and conditions name lookup tables and their columns, down to the characters. A formula keeps the way
/// in which it was typed.
final class TableReferences {
    private static final Set<String> FUNCTIONS = Set.of("lookup", "known", "isIn");
    private static final int COLUMN = 2;

    private TableReferences() {}

    /// One place of a formula's text that names a table, with the column where it names one.
    ///
    /// @param table  the characters of the table's name, quotes included
    /// @param column those of the column's name, or empty
    private record Named(String name, Span table, Optional<String> columnName, Optional<Span> column) {}

    /// Everything that uses a table.
    static List<TableUse> of(Channel channel, String table) {
        return of(channel, named -> named.name().equals(table), table);
    }

    /// Everything that names a column of it.
    static List<TableUse> of(Channel channel, String table, String column) {
        return of(
                channel,
                named -> named.name().equals(table)
                        && named.columnName().filter(column::equals).isPresent(),
                "");
    }

    private static List<TableUse> of(Channel channel, Predicate<Named> wanted, String inConditions) {
        var uses = new ArrayList<TableUse>();
        each(channel, new ChannelFormulas.Change() {
            @Override
            public Formula formula(Place place, Formula formula) {
                if (named(formula).stream().anyMatch(wanted)) {
                    add(place, formula.text());
                }
                return formula;
            }

            @Override
            public String table(Place place, String table) {
                if (table.equals(inConditions)) {
                    add(place, "in " + table);
                }
                return table;
            }

            private void add(Place place, String formula) {
                var use = new TableUse(place.where(), place.subject(), formula);
                if (!uses.contains(use)) {
                    uses.add(use);
                }
            }
        });
        return uses;
    }

    /// Formulas that cannot be read yet and may mean the table: its name stands in them in quotes.
    static List<TableUse> unreadable(Channel channel, String table) {
        var found = new ArrayList<TableUse>();
        each(channel, new ChannelFormulas.Change() {
            @Override
            public Formula formula(Place place, Formula formula) {
                if (formula.parse().tree().isEmpty() && formula.text().contains(quoted(table))) {
                    found.add(new TableUse(place.where(), place.subject(), formula.text()));
                }
                return formula;
            }

            @Override
            public String table(Place place, String named) {
                return named;
            }
        });
        return found;
    }

    /// The Channel with another name wherever a table is named. The table itself keeps its own.
    static Channel renamed(Channel channel, String from, String to) {
        return new ChannelFormulas(new ChannelFormulas.Change() {
                    @Override
                    public Formula formula(Place place, Formula formula) {
                        return replaced(
                                formula,
                                named(formula).stream()
                                        .filter(named -> named.name().equals(from))
                                        .map(Named::table)
                                        .toList(),
                                to);
                    }

                    @Override
                    public String table(Place place, String named) {
                        return named.equals(from) ? to : named;
                    }
                })
                .apply(channel);
    }

    /// The Channel with another name wherever that column of a table is named.
    static Channel renamed(Channel channel, String table, String from, String to) {
        return new ChannelFormulas(new ChannelFormulas.Change() {
                    @Override
                    public Formula formula(Place place, Formula formula) {
                        return replaced(
                                formula,
                                named(formula).stream()
                                        .filter(named -> named.name().equals(table)
                                                && named.columnName()
                                                        .filter(from::equals)
                                                        .isPresent())
                                        .flatMap(named -> named.column().stream())
                                        .toList(),
                                to);
                    }

                    @Override
                    public String table(Place place, String named) {
                        return named;
                    }
                })
                .apply(channel);
    }

    private static void each(Channel channel, ChannelFormulas.Change look) {
        Channel same = new ChannelFormulas(look).apply(channel);
        assert same.name().equals(channel.name());
    }

    private static List<Named> named(Formula formula) {
        if (!formula.text().contains("'")) {
            return List.of();
        }
        ParsedFormula parsed = formula.parse();
        if (parsed.tree().isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Named>();
        parsed.spans().forEach((node, span) -> {
            if (node instanceof Expression.InTable(Expression value, String table)
                    && parsed.text(node).endsWith(quoted(table))) {
                found.add(new Named(
                        table,
                        new Span(span.to() - quoted(table).length(), span.to()),
                        Optional.empty(),
                        Optional.empty()));
            } else if (node instanceof Expression.Call(String function, List<Expression> arguments)
                    && FUNCTIONS.contains(function)
                    && !arguments.isEmpty()
                    && arguments.getFirst() instanceof Expression.Text(String table)) {
                Optional<Expression.Text> column =
                        arguments.size() > COLUMN && arguments.get(COLUMN) instanceof Expression.Text text
                                ? Optional.of(text)
                                : Optional.empty();
                found.add(new Named(
                        table,
                        parsed.span(arguments.getFirst()),
                        column.map(Expression.Text::text),
                        column.map(parsed::span)));
            }
        });
        return found;
    }

    private static Formula replaced(Formula formula, List<Span> spans, String name) {
        var text = new StringBuilder(formula.text());
        spans.stream()
                .sorted(Comparator.comparingInt(Span::from).reversed())
                .forEach(span -> text.replace(span.from(), span.to(), quoted(name)));
        return spans.isEmpty() ? formula : new Formula(text.toString());
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }
}

package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Scope;
import io.suture.engine.expression.Shape;
import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Edit.Applied;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a drag from field to field becomes: a row that makes the two fit, as far as their types say how.
final class Connection {
    /// Data types whose parts stand at the same numbers, by the name in a message; its own first.
    private static final Map<String, List<String>> SAME_PARTS = Map.of(
            "CE", List.of("CE", "CWE"),
            "CF", List.of("CF", "CWE"),
            "CNE", List.of("CNE", "CWE"),
            "CWE", List.of("CWE", "CE"),
            "TS", List.of("TS", "DTM"),
            "PN", List.of("PN", "XPN"),
            "AD", List.of("AD", "XAD"),
            "TN", List.of("TN", "XTN"),
            "CN", List.of("CN", "XCN"));

    private final Mapping mapping;
    private final MappingEnvironment environment;
    private final List<Problem> notes = new ArrayList<>();

    Connection(Mapping mapping, MappingEnvironment environment) {
        this.mapping = mapping;
        this.environment = environment;
    }

    Applied connect(FieldPath source, FieldPath target) {
        Optional<Scope> scope = RowScope.of(mapping, target, environment);
        Optional<Schema> schema = environment.formulas().schema(mapping.source());
        if (scope.isEmpty() || schema.isEmpty()) {
            return Edit.refused(mapping, "unknown-schema", target, "There is no schema " + mapping.source() + ".");
        }
        Optional<FieldMapping> known = Edit.row(mapping, target);
        boolean entry = known.map(row -> row.entry() != null).orElse(false);
        Optional<Field> field = RowScope.field(mapping, target, environment);
        if (field.isEmpty() && !entry) {
            return Edit.refused(mapping, "unknown-target", target, "The target has no place " + target + ".");
        }
        Optional<Field> from = schema.get().find(source);
        boolean repeats = from.map(one -> one.cardinality().repeats()).orElse(false);
        if (from.isPresent() && turns(from.get().type()) && (entry || repeatsAsGroup(field))) {
            return loop(source, target, known.orElse(null), repeats);
        }
        if (entry && known.isPresent() && from.isPresent()) {
            Optional<Applied> whole = resource(source, known.get(), scope.get(), from.get());
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        if (entry) {
            return Edit.refused(
                    mapping,
                    "entry-origin",
                    target,
                    "An entry is made for each segment or group; drag one of those, or map its fields.");
        }
        String formula = formula(source, scope.get());
        Compiled<CompiledFormula> compiled = FormulaCompiler.compile(new Formula(formula), scope.get());
        CompiledFormula value = compiled.result();
        if (value == null) {
            return new Applied(mapping, new Edit.Several(List.of()), compiled.problems());
        }
        Origin origin = origin(formula, value.shape(), from, field.orElseThrow(), scope.get());
        if (origin == null) {
            return new Applied(mapping, new Edit.Several(List.of()), notes);
        }
        FieldMapping row = known.map(before -> before.withOrigin(origin))
                .orElseGet(() -> new FieldMapping(target, null, List.of(), null, origin, null, ""));
        Applied put = new Edit.Put(row).apply(mapping, environment);
        return new Applied(put.mapping(), put.inverse(), notes);
    }

    private static boolean turns(FieldType type) {
        return type.kind() == FieldType.Kind.GROUP || type.kind() == FieldType.Kind.SEGMENT;
    }

    private static boolean repeatsAsGroup(Optional<Field> field) {
        return field.map(target ->
                        target.cardinality().repeats() && !target.type().isLeaf())
                .orElse(false);
    }

    /// A segment or group dropped on what repeats: one of these for each of those.
    private Applied loop(FieldPath source, FieldPath target, @Nullable FieldMapping known, boolean repeats) {
        String name = source.last().toLowerCase(Locale.ROOT);
        Scope around = RowScope.around(mapping, target, environment).orElseThrow();
        List<Loop> loops = new ArrayList<>(known == null ? List.of() : known.loops());
        Scope inside = known == null
                ? around
                : RowScope.of(mapping, target, environment).orElse(around);
        loops.add(Loop.over(name, formula(source, inside)));
        if (!repeats) {
            notes.add(Problem.info(
                    "loop-once", target.toString(), source + " stands once only, so its loop turns once."));
        }
        var row = known == null
                ? new FieldMapping(target, null, loops, null, new Origin.Beneath(), null, "")
                : known.withLoops(loops);
        Applied put = new Edit.Put(row).apply(mapping, environment);
        return new Applied(put.mapping(), put.inverse(), notes);
    }

    /// A composite dropped on an entry that a sub-mapping makes of it: the entry for each of those.
    private Optional<Applied> resource(FieldPath source, FieldMapping known, Scope scope, Field from) {
        Entry entry = known.entry();
        Optional<Mapping> map = entry == null ? Optional.empty() : map(from.type(), entry.resource());
        return map.map(one -> {
            String formula = formula(source, scope);
            List<Loop> loops = new ArrayList<>(known.loops());
            String each = formula;
            if (from.cardinality().repeats()) {
                each = from.type().name().toLowerCase(Locale.ROOT);
                loops.add(Loop.over(each, formula));
            }
            Applied put = new Edit.Put(known.withLoops(loops).withOrigin(using(one, each, scope)))
                    .apply(mapping, environment);
            return new Applied(put.mapping(), put.inverse(), notes);
        });
    }

    /// The shortest way to say a source path here: from the segment on, else whole.
    private static String formula(FieldPath source, Scope scope) {
        List<String> names = source.names();
        for (int i = names.size() - 1; i > 0; i--) {
            if (Character.isDigit(names.get(i).charAt(0))
                    || !names.get(i).equals(names.get(i).toUpperCase(Locale.ROOT))) {
                continue;
            }
            String shorter = new FieldPath(names.subList(i, names.size())).toString();
            if (FormulaCompiler.compile(new Formula(shorter), scope).result() != null) {
                return shorter;
            }
        }
        return source.toString();
    }

    private @Nullable Origin origin(String formula, Shape shape, Optional<Field> from, Field target, Scope scope) {
        boolean hl7 = mapping.target().format().equals("hl7v2");
        FieldType to = target.type();
        if (to.kind() == FieldType.Kind.CHOICE) {
            return choice(formula, shape, to, scope);
        }
        FieldType type = shape.type();
        if (type != null && to.name().equals("Reference")) {
            Optional<String> made = made(formula, type);
            if (made.isPresent()) {
                return new Origin.From(new Formula(made.get()));
            }
        }
        if (type != null && !to.isLeaf() && !type.name().equals(to.name())) {
            Optional<Mapping> map = map(type, to.name());
            if (map.isPresent()) {
                return using(map.get(), formula, scope);
            }
        }
        if (type != null && !hl7) {
            Optional<String> taken = TypeFormulas.of(type.name(), to.name(), formula);
            if (taken.isPresent()) {
                return new Origin.From(new Formula(translated(taken.get(), from, target)));
            }
        }
        String converted = TargetTypes.converted(shape, to, formula, hl7);
        if (converted.equals(formula)) {
            String clash = TargetTypes.clash(shape, to, formula, hl7);
            if (clash != null) {
                notes.add(Problem.error("type-clash", formula, clash));
                return null;
            }
            converted = translated(formula, from, target);
        }
        return new Origin.From(new Formula(converted));
    }

    /// A sub-mapping with its parameters: an identifier that names no authority is the sender's; others say nothing.
    private Origin using(Mapping map, String formula, Scope scope) {
        var with = new LinkedHashMap<String, Formula>();
        map.parameters().forEach((name, preset) -> {
            var sender = new Formula("identifierSystem(MSH-4, MSH-3)");
            boolean known = name.equals("authority")
                    && FormulaCompiler.compile(sender, scope).result() != null;
            if (preset.isEmpty()) {
                with.put(name, known ? sender : new Formula("absent"));
            }
        });
        return new Origin.Using(map.name(), new Formula(formula), with);
    }

    /// The entry that is made of this very field and of its data type, to be referred to.
    private Optional<String> made(String formula, FieldType type) {
        for (FieldMapping row : mapping.fields()) {
            boolean ofType = row.entry() != null
                    && row.origin() instanceof Origin.Using(var name, var from, var with)
                    && environment.maps().get(name) instanceof Mapping map
                    && map.source().name().equals("#" + type.name());
            if (ofType
                    && row.loops().stream()
                            .anyMatch(loop -> loop.each()
                                    .text()
                                    .matches("(.*[^A-Za-z0-9-])?" + Pattern.quote(formula) + "([^.0-9].*)?"))) {
                return Optional.of("ref(" + row.target() + ", " + formula + ")");
            }
        }
        return Optional.empty();
    }

    /// Codes of one system are none of another's: where the target allows only its own, the Channel's table of them is
    /// proposed, and where there is none, somebody hears of it.
    private String translated(String formula, Optional<Field> from, Field target) {
        Field.Binding allowed = target.binding();
        if (allowed == null
                || !allowed.required()
                || from.isEmpty()
                || sameCodes(from.get().binding(), allowed)) {
            return formula;
        }
        Optional<LookupTable> table = table(from.get(), target, allowed);
        if (table.isPresent()) {
            return formula + " in '" + table.get().name().replace("'", "''") + "'";
        }
        notes.add(Problem.warning(
                "codes-untranslated",
                target.name(),
                target.name() + " takes only codes of its own, and " + formula
                        + " is passed on as it was sent. Translate it with a lookup table."));
        return formula;
    }

    private static boolean sameCodes(Field.@Nullable Binding from, Field.Binding to) {
        return from != null && from.table().equals(to.table());
    }

    /// The Channel's table for a source field: called as the field is, or by the number of the HL7 table that it is
    /// bound to. Of several, the one that leads to the codes of the target; none that leads to those of another.
    private Optional<LookupTable> table(Field from, Field target, Field.Binding allowed) {
        String label = plain(from.label());
        String number = from.binding() == null ? "" : from.binding().table();
        return environment.formulas().tables().values().stream()
                .filter(table -> plain(table.name()).startsWith(label)
                        || plain(base(table.name())).equals(label.replaceAll("codes?$", ""))
                        || !number.isEmpty()
                                && (plain(table.name()).endsWith(number) || isOfTable(table.name(), number)))
                .filter(table -> leads(table, target, allowed) > 0)
                .min(Comparator.<LookupTable>comparingInt(table -> -leads(table, target, allowed))
                        .thenComparing(table -> plain(table.name()).equals(label) ? 0 : 1)
                        .thenComparing(LookupTable::name));
    }

    /// Whether a table is called as a map of the guide for that HL7 table: `Allergy severity (criticality)` for 0128.
    private static boolean isOfTable(String name, String number) {
        return Hl7TableMaps.all().stream()
                .anyMatch(map -> map.table().equals(number) && base(map.title()).equals(base(name)));
    }

    /// `Allergy severity` of `Allergy severity (criticality)`.
    private static String base(String name) {
        return name.split(" \\(")[0];
    }

    /// 2 where a table says that it holds the target's codes, 1 where it does not say whose they are, 0 where
    /// another's.
    private static int leads(LookupTable table, Field target, Field.Binding allowed) {
        String values =
                allowed.table().substring(allowed.table().lastIndexOf('/') + 1).split("\\|")[0];
        int system = table.columns().indexOf("system");
        if (table.columns().getFirst().equals(target.name())) {
            return 2;
        }
        if (system < 1) {
            return 1;
        }
        return table.rows().values().stream().anyMatch(row -> row.get(system).endsWith("/" + values)) ? 2 : 0;
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
    }

    /// A sub-mapping of the Channel between these types. What older versions of HL7 call CE, and stricter profiles CNE,
    /// has the same parts as CWE (HL7 v2.9, 2A.2); so have other types that were renamed.
    private Optional<Mapping> map(FieldType from, String to) {
        return SAME_PARTS.getOrDefault(from.name(), List.of(from.name())).stream()
                .flatMap(name -> environment.maps().values().stream()
                        .filter(map -> map.source().name().equals("#" + name)
                                && map.target().name().replace("#", "").equals(to))
                        .sorted(Comparator.comparing(Mapping::name)))
                .findFirst();
    }

    /// FHIR's choices: the alternative that a sub-mapping makes, else text.
    private Origin choice(String formula, Shape shape, FieldType choice, Scope scope) {
        var cases = new ArrayList<Origin.Case>();
        FieldType type = shape.type();
        if (type != null) {
            for (Field alternative : choice.fields()) {
                map(type, alternative.type().name())
                        .ifPresent(map -> cases.add(
                                new Origin.Case(null, alternative.type().name(), using(map, formula, scope))));
                if (!cases.isEmpty()) {
                    return new Origin.Cases(cases);
                }
            }
        }
        for (Field alternative : choice.fields()) {
            String made = alternative.type().name();
            String converted = TargetTypes.converted(shape, alternative.type(), formula, false);
            boolean fits = switch (shape.kind()) {
                case HL7_TIME, DATE_TIME, DATE -> made.equals("dateTime");
                case BOOLEAN -> made.equals("boolean");
                case ANY, TEXT, NUMBER, TIME, CODE, GROUP -> made.equals("string") || made.equals("code");
            };
            if (fits) {
                cases.add(new Origin.Case(null, made, new Origin.From(new Formula(converted))));
                return new Origin.Cases(cases);
            }
        }
        Field first = choice.fields().getFirst();
        cases.add(new Origin.Case(null, first.type().name(), new Origin.From(new Formula(formula))));
        notes.add(
                Problem.warning("choice-type", formula, "None of the types fits for certain; say which one it makes."));
        return new Origin.Cases(cases);
    }
}

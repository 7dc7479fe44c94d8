package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Scope;
import io.suture.engine.format.Format;
import io.suture.engine.mapping.PlaceCompiler.Here;
import io.suture.engine.mapping.RowTree.Layer;
import io.suture.engine.mapping.RowTree.Row;
import io.suture.engine.mapping.RowTree.RowNode;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Mapping to what runs. All errors are given at once, each with the row and the part of it where it stands
/// (`fields[3].from`), and with its characters where it is in a formula.
public final class MappingCompiler {
    private final Mapping mapping;
    private final MappingEnvironment environment;
    private final List<Problem> problems = new ArrayList<>();
    private final Layer layer = new Layer("", "");

    private MappingCompiler(Mapping mapping, MappingEnvironment environment) {
        this.mapping = mapping;
        this.environment = environment;
    }

    public static Compiled<CompiledMapping> compile(Mapping mapping, MappingEnvironment environment) {
        var compiler = new MappingCompiler(mapping, environment);
        CompiledMapping compiled = compiler.compile();
        boolean failed = compiler.problems.stream().anyMatch(Problem::isError);
        return new Compiled<>(failed ? null : compiled, compiler.problems);
    }

    private @Nullable CompiledMapping compile() {
        Optional<Schema> source = schema(mapping.source(), "source");
        Optional<Schema> target = schema(mapping.target(), "target");
        var companions = new LinkedHashMap<String, Schema>();
        mapping.companions()
                .forEach((name, ref) ->
                        schema(ref, "companions." + name).ifPresent(found -> companions.put(name, found)));
        if (source.isEmpty() || target.isEmpty()) {
            return null;
        }
        var layout = new Layout(source.get(), environment.formulas());
        Scope message = Scope.of(layout, companions);
        boolean hl7 = target.get().ref().format().equals("hl7v2");
        var places = new PlaceCompiler(environment, layout, problems, hl7);
        RowNode tree = RowTree.of(mapping, target.get().root(), FieldPath.ROOT, layer, problems);

        var loops = new ArrayList<CompiledLoop>();
        Scope scope = message;
        CompiledFormula when = null;
        Row root = tree.row;
        if (root != null) {
            scope = places.loops(root, message, loops);
            when = places.formula(root.field().when(), scope, root.at("when"));
            if (mapping.target().isPart()) {
                // What a sub-mapping's row for the whole is made from is put in its place by who uses it.
                places.formulas(root.field().origin(), scope, root, "from");
            } else if (!(root.field().origin() instanceof Origin.Beneath)) {
                places.error(
                        "root-origin",
                        root.at("from"),
                        "The row of the whole output only repeats it or gives it a condition; what fills it stands in rows of its own.");
            }
        }
        var here = new Here(Map.of(layer, scope), -1, true, List.of());
        List<EntryPlan> entries = entries(tree, here, places, layout);
        boolean single = entries.isEmpty()
                && target.get().ref().format().equals("fhir")
                && !target.get().ref().isPart()
                && !target.get().ref().name().equals("Bundle");
        Schema whole = bundle(target.get(), entries);
        CopyPlace copy = null;
        var parts = Filling.Children.of(new Place[0], null);
        if (mapping.copy()) {
            copy = copy(tree, source.get(), target.get(), here, places, scope);
        } else {
            // A resource alone erases like an entry does.
            Here start = single ? new Here(here.scopes(), 0, true, List.of()) : here;
            parts = places.children(tree, whole.root(), start, null);
        }
        CompiledFormula key = places.formula(mapping.key(), scope, "key");
        CompiledFormula instant = places.formula(mapping.instant(), scope, "instant");
        return new CompiledMapping(new CompiledMapping.Parts(
                mapping,
                whole,
                layout,
                places.places(),
                loops,
                when,
                parts,
                copy,
                entries,
                key,
                instant,
                formats(companions),
                types(source.get(), companions),
                single ? target.get().ref().structure() : ""));
    }

    private Optional<Schema> schema(SchemaRef ref, String at) {
        Optional<Schema> found = environment.formulas().schema(ref);
        if (found.isEmpty()) {
            problems.add(Problem.error("unknown-schema", at, "There is no schema " + ref + "."));
        }
        return found;
    }

    private Schema bundle(Schema target, List<EntryPlan> entries) {
        if (entries.isEmpty()) {
            return target;
        }
        var resources = new LinkedHashMap<String, String>();
        entries.forEach(entry -> resources.put(entry.name, entry.resource));
        Format format = environment.formulas().formats().get(target.ref().format());
        return format == null ? target : format.bundle(target.ref(), resources).orElse(target);
    }

    private Map<String, Format> formats(Map<String, Schema> companions) {
        var formats = new LinkedHashMap<String, Format>();
        Format own = environment.formulas().formats().get(mapping.source().format());
        if (own != null) {
            formats.put("", own);
        }
        companions.forEach((name, schema) -> {
            Format format = environment.formulas().formats().get(schema.ref().format());
            if (format != null) {
                formats.put(name, format);
            }
        });
        return formats;
    }

    private static Map<String, FieldType> types(Schema source, Map<String, Schema> companions) {
        var types = new LinkedHashMap<String, FieldType>();
        types.put("", source.root());
        companions.forEach((name, schema) -> types.put(name, schema.root()));
        return types;
    }

    /// Takes the entries out of the tree: first all keys, so that every formula can refer to every entry.
    private List<EntryPlan> entries(RowNode tree, Here here, PlaceCompiler places, Layout layout) {
        record Open(EntryPlan plan, RowNode node, Here inside) {}
        var references = new EntryReferences();
        layout.entries(references);
        var open = new ArrayList<Open>();
        for (RowNode node : List.copyOf(tree.children.values())) {
            Row row = node.row;
            Entry entry = row == null ? null : row.field().entry();
            if (row == null || entry == null) {
                continue;
            }
            tree.children.remove(node.name);
            Optional<Schema> resource = environment
                    .formulas()
                    .schema(new SchemaRef(
                            mapping.target().format(), mapping.target().version(), entry.resource()));
            if (resource.isEmpty()) {
                places.error(
                        "unknown-resource", row.at("entry.resource"), "There is no resource " + entry.resource() + ".");
                continue;
            }
            var loops = new ArrayList<CompiledLoop>();
            Scope scope = places.loops(row, here.scope(row), loops);
            CompiledFormula when = places.formula(row.field().when(), scope, row.at("when"));
            CompiledFormula key = places.formula(entry.key(), scope, row.at("entry.key"));
            if (row.field().otherwise() != null) {
                places.error(
                        "entry-otherwise", row.at("otherwise"), "An entry is made or not made; it has no otherwise.");
            }
            if (loops.size() < row.field().loops().size()) {
                continue;
            }
            if (key == null) {
                // With a stand-in the rows beneath, and references to the entry, are still looked at.
                key = places.formula(new Formula("absent"), scope, row.at("entry.key"));
            }
            if (key == null) {
                throw new IllegalStateException("absent is a formula");
            }
            var site = new Place.Site(places.place(), node.part(), node.path, true, false, false, true, null);
            var place = new Place(site, null);
            var plan =
                    new EntryPlan(open.size(), node.name, entry, resource.get().root(), place, scope, loops, when, key);
            references.add(plan, row.field());
            open.add(new Open(plan, node, new Here(here.with(layer, scope).scopes(), 1, true, List.of())));
        }
        for (Open entry : open) {
            Row row = entry.node().row;
            if (row == null) {
                throw new IllegalStateException("an entry is a row");
            }
            Filling filling = new Origins(places)
                    .filling(
                            row.field().origin(),
                            row,
                            row.at("from"),
                            entry.node(),
                            entry.plan().type,
                            false,
                            entry.inside(),
                            entry.plan().place);
            entry.plan().contents(filling);
        }
        for (RowNode node : tree.children.values()) {
            nested(node, places);
        }
        return open.stream().map(Open::plan).toList();
    }

    private static void nested(RowNode node, PlaceCompiler places) {
        Row row = node.row;
        if (row != null && row.field().entry() != null) {
            places.error("entry-nested", row.at("entry"), "An entry stands at the top of a Bundle and nowhere else.");
        }
        node.children.values().forEach(child -> nested(child, places));
    }

    private CopyPlace copy(RowNode tree, Schema source, Schema target, Here here, PlaceCompiler places, Scope scope) {
        if (!source.ref().format().equals(target.ref().format())) {
            places.error("copy-format", "copy", "A copy has the format of its source.");
        }
        var root = new CopyPlace("", false, -1, target.root());
        new CopyCompiler(places, layer).children(tree, target.root(), here, scope, List.of(), null, root);
        return root;
    }
}

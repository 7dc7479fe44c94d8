package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import io.suture.engine.schema.Schema;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A profile as a grid: its segments, each with the fields that it adds or changes, their components beneath them.
final class ProfileEditor extends Div {
    private static final String USUAL = "as the standard";

    private final transient SchemaEdits<Hl7Profile> edits;
    private final boolean editable;
    private final TablesForm tables;
    private final Div segments = new Div();
    private transient Hl7Profile shown = new Hl7Profile("", "", List.of(), Map.of());
    private transient ProfilePlaces places = ProfilePlaces.NONE;

    ProfileEditor(SchemaEdits<Hl7Profile> edits, boolean editable) {
        this.edits = edits;
        this.editable = editable;
        this.tables = new TablesForm(
                editable,
                now -> edits.changed(
                        "Changed the tables of the profile",
                        new Hl7Profile(shown.version(), shown.structure(), shown.segments(), now)));
        addClassName("schema-editor");
        segments.addClassName("profile-segments");
        add(box("scroll", segments, tables));
    }

    void show(Hl7Profile now, Optional<Schema> structure) {
        if (now.equals(shown)) {
            return;
        }
        if (!now.structure().equals(shown.structure()) || !now.version().equals(shown.version())) {
            places = structure.map(ProfilePlaces::of).orElse(ProfilePlaces.NONE);
        }
        shown = now;
        tables.show(now.tables());
        segments.removeAll();
        for (int i = 0; i < now.segments().size(); i++) {
            segments.add(segment(i));
        }
        if (now.segments().isEmpty()) {
            segments.add(new EmptyState(
                    "Nothing differs from the standard yet",
                    "Add the segments of this site, or change those of the standard: names, types, how often."));
        }
        if (editable) {
            segments.add(adding());
        }
    }

    // ---- segments

    private Component segment(int at) {
        Segment segment = shown.segments().get(at);
        var head = box("profile-head");
        if (segment.isAdded()) {
            TextField code = Cells.field("Code of segment " + (at + 1), segment.code(), editable, now -> code(at, now));
            code.addClassName("code");
            code.setWidth(null);
            code.setMaxLength(3);
            head.add(code);
        } else {
            head.add(text(segment.code(), "mono", "code-fixed"));
        }
        TextField title = Cells.field(
                "Name of " + segment.code(),
                segment.title(),
                editable,
                now -> segment(
                        at,
                        "Named " + segment.code(),
                        one -> new Segment(
                                one.code(), now, one.group(), one.after(), one.cardinality(), one.fields())));
        title.addClassName("title");
        title.setWidth(null);
        title.setPlaceholder(segment.isAdded() ? "Name" : places.title(segment.code()));
        head.add(title);
        if (segment.isAdded()) {
            head.add(text("after", "mid", "s"), after(at, segment));
        } else {
            head.add(text("where the standard has it", "mid", "s", "grow"));
        }
        Select<String> often = often(
                "How often " + segment.code(),
                segment.cardinality(),
                segment.isAdded() ? "0..1" : USUAL,
                now -> segment(
                        at,
                        "Changed how often " + segment.code() + " stands",
                        one -> new Segment(one.code(), one.title(), one.group(), one.after(), now, one.fields())));
        often.setWidth(null);
        head.add(often);
        if (editable) {
            head.add(
                    small(quiet(button("Field", "plus", click -> addPart(List.of(at))))),
                    iconButton("Remove " + segment.code(), "x", click -> removeSegment(at)));
        }
        var rows = new Rows(
                "Fields of " + segment.code(),
                "Place:132px",
                "Name",
                "Type:108px",
                "How often:124px",
                "Table:92px",
                ":96px");
        rows.addClassNames("in", "dense", "schema-rows");
        parts(rows, List.of(at), segment.fields(), segment.code() + "-", 0);
        var section = new Section(head, rows);
        section.addClassName("profile-segment");
        section.getElement().setAttribute("aria-label", segment.code());
        return section;
    }

    private Component after(int at, Segment segment) {
        var after = new ComboBox<ProfilePlaces.Spot>();
        after.setAriaLabel("Where " + segment.code() + " stands");
        after.setItems(places.spots());
        after.setItemLabelGenerator(ProfilePlaces.Spot::words);
        after.setValue(new ProfilePlaces.Spot(segment.group(), segment.after()));
        after.setReadOnly(!editable);
        after.addClassName("after");
        after.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                segment(
                        at,
                        "Moved " + segment.code(),
                        one -> new Segment(
                                one.code(),
                                one.title(),
                                change.getValue().group(),
                                change.getValue().after(),
                                one.cardinality(),
                                one.fields()));
            }
        });
        return after;
    }

    private Component adding() {
        var add = box("profile-add");
        add.add(quiet(button("Segment of this site", "plus", click -> addSegment())));
        var change = new ComboBox<String>();
        change.setAriaLabel("Change a segment of the standard");
        change.setPlaceholder("Change a segment of the standard");
        change.setItems(places.codes().stream()
                .filter(code -> shown.segment(code).isEmpty())
                .toList());
        change.setItemLabelGenerator(code -> code + " " + places.title(code));
        change.setWidth("320px");
        change.addValueChangeListener(chosen -> {
            if (chosen.isFromClient() && chosen.getValue() != null) {
                withSegment(
                        "Changed the segment " + chosen.getValue(),
                        new Segment(chosen.getValue(), "", "", "", null, List.of()));
            }
        });
        add.add(change);
        return add;
    }

    private void addSegment() {
        char letter = 'A';
        while (shown.segment("ZA" + letter).isPresent() && letter < 'Z') {
            letter++;
        }
        ProfilePlaces.Spot spot = places.afterPatient();
        withSegment(
                "Added a segment",
                new Segment(
                        "ZA" + letter,
                        "",
                        spot.group(),
                        spot.after(),
                        Cardinality.OPTIONAL,
                        List.of(new Part(1, "", "ST", null, "", List.of()))));
    }

    private void withSegment(String what, Segment one) {
        var all = new ArrayList<>(shown.segments());
        all.add(one);
        edits.changed(what, shown.withSegments(all));
    }

    private void removeSegment(int at) {
        var all = new ArrayList<>(shown.segments());
        Segment gone = all.remove(at);
        edits.changed("Removed " + gone.code() + " from the profile", shown.withSegments(all));
    }

    private void code(int at, String typed) {
        String code = typed.toUpperCase(Locale.ROOT);
        String before = shown.segments().get(at).code();
        if (!code.matches("[A-Z][A-Z0-9]{2}")
                || !code.equals(before) && shown.segment(code).isPresent()) {
            edits.refused(
                    code.matches("[A-Z][A-Z0-9]{2}")
                            ? "The profile describes " + code + " already."
                            : "A segment's code has three capital letters or digits, such as ZPI.");
            redraw();
            return;
        }
        var all = new ArrayList<>(shown.segments());
        Segment one = all.get(at);
        all.set(at, new Segment(code, one.title(), one.group(), one.after(), one.cardinality(), one.fields()));
        edits.changed("Renamed the segment " + before + " to " + code, shown.withSegments(all));
    }

    private void segment(int at, String what, UnaryOperator<Segment> changed) {
        var all = new ArrayList<>(shown.segments());
        Segment now = changed.apply(all.get(at));
        if (!now.equals(all.get(at))) {
            all.set(at, now);
            quietly(what, shown.withSegments(all));
        }
    }

    // ---- fields and components

    /// @param above positions: of the segment, then of parts in their lists
    private void parts(Rows rows, List<Integer> above, List<Part> parts, String prefix, int depth) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            var at = new ArrayList<>(above);
            at.add(i);
            List<Integer> path = List.copyOf(at);
            String place = prefix + part.number();
            TextField number = Cells.field(
                    "Number of " + place, Integer.toString(part.number()), editable, now -> number(path, place, now));
            number.addClassName("number");
            number.setWidth(null);
            var shownPlace = box("place", text(prefix, "mono"), number);
            shownPlace.getStyle().set("padding-left", depth * 12 + "px");
            TextField label = Cells.field(
                    "Name of " + place,
                    part.label(),
                    editable,
                    now -> part(path, "Named " + place, one -> PartWith.label(one, now)));
            label.setPlaceholder(places.label(place));
            TextField type = Cells.field(
                    "Type of " + place,
                    part.type(),
                    editable,
                    now -> part(
                            path,
                            "Changed the type of " + place,
                            one -> PartWith.type(one, now.toUpperCase(Locale.ROOT))));
            type.setPlaceholder(part.parts().isEmpty() ? places.type(place) : "parts");
            Component often = often(
                    "How often " + place,
                    part.cardinality(),
                    places.knows(place) ? USUAL : "0..1",
                    now -> part(path, "Changed how often " + place + " stands", one -> PartWith.cardinality(one, now)));
            TextField table = Cells.field(
                    "Table of " + place,
                    part.table(),
                    editable,
                    now -> part(path, "Changed the table of " + place, one -> PartWith.table(one, now)));
            var commands = text("", "line");
            if (editable) {
                if (depth < 2) {
                    commands.add(
                            small(quiet(iconButton("Add a component to " + place, "plus", click -> addPart(path)))));
                }
                commands.add(iconButton("Remove " + place, "x", click -> removePart(path)));
            }
            rows.row(shownPlace, label, type, often, table, commands);
            parts(rows, path, part.parts(), place + ".", depth + 1);
        }
    }

    private Select<String> often(
            String label, @Nullable Cardinality now, String otherwise, Consumer<Cardinality> changed) {
        var choices = new ArrayList<String>(List.of("0..1", "1..1", "0..*", "1..*"));
        String value = now == null ? otherwise : now.toString();
        if (!choices.contains(value)) {
            choices.addFirst(value);
        }
        Select<String> select = Cells.select(
                label,
                choices,
                text -> text,
                value,
                editable,
                chosen -> Cardinality.parse(chosen).ifPresent(changed));
        select.addClassName("often");
        return select;
    }

    private void part(List<Integer> path, String what, UnaryOperator<Part> changed) {
        Hl7Profile now = ProfilePaths.parts(shown, path.subList(0, path.size() - 1), parts -> {
            var all = new ArrayList<>(parts);
            all.set(path.getLast(), changed.apply(all.get(path.getLast())));
            return all;
        });
        if (!now.equals(shown)) {
            quietly(what, now);
        }
    }

    private void number(List<Integer> path, String place, String typed) {
        int number = typed.matches("[1-9]\\d{0,2}") ? Integer.parseInt(typed) : 0;
        boolean[] free = {number > 0};
        Hl7Profile now = ProfilePaths.parts(shown, path.subList(0, path.size() - 1), parts -> {
            var all = new ArrayList<>(parts);
            Part part = all.get(path.getLast());
            free[0] &= all.stream().noneMatch(other -> other != part && other.number() == number);
            if (free[0]) {
                all.set(path.getLast(), PartWith.number(part, number));
                all.sort(Comparator.comparingInt(Part::number));
            }
            return all;
        });
        if (free[0]) {
            edits.changed("Renumbered " + place, now);
        } else {
            edits.refused("A field has a number from 1 to 999 that no other has.");
            redraw();
        }
    }

    private void addPart(List<Integer> above) {
        String code = shown.segments().get(above.getFirst()).code();
        Hl7Profile now = ProfilePaths.parts(shown, above, parts -> {
            var all = new ArrayList<>(parts);
            int number = parts.stream().mapToInt(Part::number).max().orElse(places.last(code, above.size() > 1)) + 1;
            all.add(new Part(number, "", "ST", null, "", List.of()));
            return all;
        });
        edits.changed("Added a " + (above.size() == 1 ? "field to " : "component to ") + code, now);
    }

    private void removePart(List<Integer> path) {
        String code = shown.segments().get(path.getFirst()).code();
        Hl7Profile now = ProfilePaths.parts(shown, path.subList(0, path.size() - 1), parts -> {
            var all = new ArrayList<>(parts);
            all.remove((int) path.getLast());
            return all;
        });
        edits.changed("Removed a field of " + code, now);
    }

    /// What the fields show already; they keep the keyboard.
    private void quietly(String what, Hl7Profile now) {
        shown = now;
        edits.changed(what, now);
    }

    private void redraw() {
        Hl7Profile now = shown;
        shown = now.withSegments(List.of());
        show(now, Optional.empty());
    }

    /// The parts of a profile by where they stand in its lists.
    private static final class ProfilePaths {
        static Hl7Profile parts(Hl7Profile profile, List<Integer> above, UnaryOperator<List<Part>> changed) {
            var segments = new ArrayList<>(profile.segments());
            Segment segment = segments.get(above.getFirst());
            segments.set(
                    above.getFirst(),
                    segment.withFields(within(segment.fields(), above.subList(1, above.size()), changed)));
            return profile.withSegments(segments);
        }

        private static List<Part> within(List<Part> parts, List<Integer> path, UnaryOperator<List<Part>> changed) {
            if (path.isEmpty()) {
                return changed.apply(parts);
            }
            var all = new ArrayList<>(parts);
            Part part = all.get(path.getFirst());
            all.set(path.getFirst(), PartWith.parts(part, within(part.parts(), path.subList(1, path.size()), changed)));
            return all;
        }
    }
}

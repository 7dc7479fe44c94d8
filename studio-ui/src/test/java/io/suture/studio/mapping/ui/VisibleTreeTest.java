package io.suture.studio.mapping.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleTreeTest {
    private final TreeSource source = new SchemaTree(root());
    private final Marks marks = new Marks(source);
    private final VisibleTree tree = new VisibleTree(source, marks, 0);

    VisibleTreeTest() {
        tree.flatten();
    }

    @Test
    void at_first_only_the_top_rows_are_listed() {
        assertThat(names()).containsExactly("PID", "observation");
    }

    @Test
    void a_group_with_nothing_beside_it_is_open_at_first() {
        FieldType text = FieldType.primitive("text");
        FieldType row =
                FieldType.of("row", FieldType.Kind.COMPOSITE, () -> List.of(field("mrn", text, Cardinality.OPTIONAL)));
        FieldType file =
                FieldType.of("file", FieldType.Kind.COMPOSITE, () -> List.of(field("row", row, Cardinality.OPTIONAL)));
        var alone = new SchemaTree(file);
        var lone = new VisibleTree(alone, new Marks(alone), 0);
        lone.flatten();

        assertThat(lone.slice(0, lone.size()).stream().map(line -> line.row().name()))
                .containsExactly("row", "mrn");
    }

    @Test
    void parts_of_a_segment_are_named_by_it_and_others_by_their_last_name() {
        open("PID", "PID-5", "observation");

        assertThat(names())
                .containsExactly(
                        "PID",
                        "PID-3",
                        "PID-5",
                        "PID-5.1",
                        "PID-5.2",
                        "observation",
                        "status",
                        "value[x]",
                        "extension");
    }

    @Test
    void a_line_into_a_closed_group_docks_at_the_nearest_row_above_it() {
        assertThat(tree.anchor(path("PID-5.1"))).isEqualTo(new VisibleTree.Anchor(0, true, 0));

        open("PID", "PID-5");

        assertThat(tree.anchor(path("PID-5.1"))).isEqualTo(new VisibleTree.Anchor(3, false, 3));
        assertThat(tree.anchor(path("PID"))).isEqualTo(new VisibleTree.Anchor(0, false, 4));
    }

    @Test
    void an_alternative_of_a_choice_stands_beneath_the_choice_although_its_path_skips_it() {
        open("observation");
        FieldPath quantity = path("observation.valueQuantity");

        assertThat(source.parent(quantity)).isEqualTo(path("observation.value[x]"));
        assertThat(tree.anchor(quantity).at()).isEqualTo(tree.indexOf(path("observation.value[x]")));

        tree.reveal(path("observation.valueQuantity.unit"));

        assertThat(names()).contains("value[x]", "valueQuantity", "unit");
        assertThat(tree.anchor(path("observation.valueQuantity.unit")).docked()).isFalse();
    }

    @Test
    void a_closed_group_counts_the_lines_and_the_gaps_beneath_it() {
        marks.lines(List.of(path("PID-5.1"), path("PID-5.1"), path("PID-3")));
        marks.missing(Set.of(path("PID-5.2")));

        assertThat(marks.lines(path("PID"), true)).isEqualTo(3);
        assertThat(marks.lines(path("PID"), false)).isZero();
        assertThat(marks.lines(path("PID-5.1"), false)).isEqualTo(2);
        assertThat(marks.missing(path("PID"), true)).isEqualTo(1);
    }

    @Test
    void a_filter_finds_names_labels_paths_and_values_and_brings_what_stands_above() {
        marks.values(Map.of(path("PID-5.1"), SampleValue.of("QUILL")));

        tree.filter(Filter.of("quill", "ALL", Set.of()));
        assertThat(names()).containsExactly("PID", "PID-5", "PID-5.1");

        tree.filter(Filter.of("given pid", "ALL", Set.of()));
        assertThat(names()).containsExactly("PID", "PID-5", "PID-5.2");

        tree.filter(Filter.of("", "ALL", Set.of()));
        assertThat(names()).containsExactly("PID", "observation");
    }

    @Test
    void what_a_filter_found_can_be_opened_and_closed_without_changing_what_was_open() {
        tree.filter(Filter.of("PID-5", "ALL", Set.of()));
        assertThat(names()).containsExactly("PID", "PID-5", "PID-5.1", "PID-5.2");

        tree.toggle(path("PID-5"), false);
        assertThat(names()).containsExactly("PID", "PID-5");

        tree.filter(Filter.NONE);
        assertThat(names()).containsExactly("PID", "observation");
    }

    @Test
    void filters_by_state_list_the_mapped_the_unmapped_the_used_the_required_and_those_to_mend() {
        open("PID");
        marks.lines(List.of(path("PID-3")));
        marks.values(Map.of(path("PID-5.1"), SampleValue.of("QUILL")));
        marks.missing(Set.of(path("observation.status")));

        assertThat(shown("MAPPED")).containsExactly("PID", "PID-3");
        assertThat(shown("UNMAPPED")).isEmpty();
        assertThat(shown("USED")).containsExactly("PID", "PID-5", "PID-5.1");
        assertThat(shown("REQUIRED")).containsExactly("PID", "PID-3", "observation", "status");
        assertThat(shown("PROBLEM")).containsExactly("observation", "status");
    }

    @Test
    void what_is_selected_stays_listed_although_the_filter_does_not_match_it() {
        tree.filter(Filter.of("status", "ALL", Set.of(path("PID-3"))));

        assertThat(names()).containsExactly("PID", "PID-3", "observation", "status");
        assertThat(tree.isKept(path("PID-3"))).isTrue();
    }

    @Test
    void a_search_of_a_schema_without_end_ends_and_still_finds_what_is_mapped_far_down() {
        FieldPath deep = path("observation.extension.extension.extension.value");
        marks.lines(List.of(deep));

        tree.filter(Filter.of("extension value", "ALL", Set.of()));

        assertThat(tree.indexOf(deep)).isNotNegative();
        assertThat(tree.size()).isLessThan(Search.BUDGET);
    }

    @Test
    void typing_finds_the_next_row_that_starts_so_and_goes_round() {
        open("PID", "PID-5");

        assertThat(tree.find("pid-5", 0)).isEqualTo(2);
        assertThat(tree.find("given", 0)).isEqualTo(4);
        assertThat(tree.find("pid-3", 4)).isEqualTo(1);
        assertThat(tree.find("zzz", 0)).isEqualTo(-1);
    }

    @Test
    void the_next_field_to_mend_is_looked_for_ahead_then_from_the_start() {
        open("PID");
        marks.problems(Map.of(path("PID-3"), "PID-3 is a list."), Set.of());
        marks.missing(Set.of(path("observation.status")));

        assertThat(tree.nextToMend(0, 1)).isEqualTo(path("PID-3"));
        assertThat(tree.nextToMend(1, 1)).isEqualTo(path("observation.status"));
        assertThat(tree.nextToMend(4, 1)).isEqualTo(path("PID-3"));
        assertThat(tree.nextToMend(3, -1)).isEqualTo(path("PID-3"));
    }

    @Test
    void ten_thousand_open_rows_are_flat_in_one_go() {
        var rows = IntStream.range(0, 10_000)
                .mapToObj(i -> field("F" + i, FieldType.primitive("ST"), Cardinality.OPTIONAL))
                .toList();
        var source = new SchemaTree(FieldType.of("big", FieldType.Kind.GROUP, () -> rows));
        var big = new VisibleTree(source, new Marks(source), 0);

        big.flatten();

        assertThat(big.size()).isEqualTo(10_000);
        assertThat(big.slice(9_990, 20_000)).hasSize(10);
    }

    private List<String> shown(String show) {
        tree.filter(Filter.of("", show, Set.of()));
        List<String> names = names();
        tree.filter(Filter.NONE);
        return names;
    }

    private void open(String... paths) {
        for (String path : paths) {
            tree.toggle(path(path), true);
        }
    }

    private List<String> names() {
        return tree.slice(0, tree.size()).stream()
                .map(line -> line.row().name())
                .toList();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static Field field(String name, FieldType type, Cardinality cardinality) {
        return field(name, name, type, cardinality);
    }

    private static Field field(String name, String label, FieldType type, Cardinality cardinality) {
        return new Field(name, label, type, cardinality, null, "");
    }

    /// A segment as in HL7 and an entry as in FHIR, with a choice and with a type that holds itself.
    private static FieldType root() {
        FieldType text = FieldType.primitive("ST");
        FieldType name = FieldType.of(
                "XPN",
                FieldType.Kind.COMPOSITE,
                () -> List.of(
                        field("1", "Family Name", text, Cardinality.OPTIONAL),
                        field("2", "Given Name", text, Cardinality.OPTIONAL)));
        FieldType pid = FieldType.of(
                "PID",
                FieldType.Kind.SEGMENT,
                () -> List.of(
                        field("3", "Identifier List", text, new Cardinality(1, Cardinality.MANY)),
                        field("5", "Patient Name", name, Cardinality.REPEATING)));
        FieldType quantity = FieldType.of(
                "Quantity", FieldType.Kind.COMPOSITE, () -> List.of(field("unit", text, Cardinality.OPTIONAL)));
        FieldType choice = FieldType.of(
                "value[x]",
                FieldType.Kind.CHOICE,
                () -> List.of(
                        field("valueQuantity", quantity, Cardinality.OPTIONAL),
                        field("valueString", text, Cardinality.OPTIONAL)));
        var itself = new ArrayList<FieldType>();
        FieldType extension = FieldType.of(
                "Extension",
                FieldType.Kind.COMPOSITE,
                () -> List.of(
                        field("extension", itself.getFirst(), Cardinality.REPEATING),
                        field("value", text, Cardinality.OPTIONAL)));
        itself.add(extension);
        FieldType observation = FieldType.of(
                "Observation",
                FieldType.Kind.GROUP,
                () -> List.of(
                        field("status", text, Cardinality.REQUIRED),
                        field("value[x]", choice, Cardinality.OPTIONAL),
                        field("extension", extension, Cardinality.REPEATING)));
        return FieldType.of(
                "root",
                FieldType.Kind.GROUP,
                () -> List.of(
                        field("PID", "Patient Identification", pid, Cardinality.REQUIRED),
                        field("observation", "Observation", observation, Cardinality.REPEATING)));
    }
}

package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.Hl7TableMaps.Row;
import io.suture.engine.lookup.Hl7TableMaps.TableMap;
import io.suture.engine.report.Problem;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// The code maps of the HL7 v2-to-FHIR guide, to be found by table number or name.
final class Hl7MapChoice extends Div {
    private static final int NAMED = 12;

    private final TextField search = new TextField();
    private final Div found = new Div();
    private final transient BiConsumer<TableMap, List<Problem>> chosen;

    /// @param chosen hears which map, and what is to be known of it
    Hl7MapChoice(BiConsumer<TableMap, List<Problem>> chosen) {
        this.chosen = chosen;
        addClassName("hl7-maps");
        search.setPlaceholder("Table number or name: 0190, address");
        search.setAriaLabel("Find an HL7 map");
        search.setPrefixComponent(Icon.SEARCH.small());
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> list());
        found.addClassName("found");
        add(search, found);
        list();
    }

    void focus() {
        search.focus();
    }

    private void list() {
        found.removeAll();
        List<TableMap> maps = Hl7TableMaps.find(search.getValue());
        if (maps.isEmpty()) {
            found.add(text("No map of the guide is called so.", "none", "mid"));
            return;
        }
        var rows = new Rows("HL7 maps", "Table:64px", "Map", "Codes:88px");
        var all = new ArrayList<NativeTableRow>();
        for (TableMap map : maps) {
            int codes = map.codes().size();
            var cells = new Component[] {
                text(map.table(), "mono"),
                text(map.title()),
                text(codes == 0 ? "the site's own" : "" + codes, "num", "mid")
            };
            int at = all.size();
            all.add(rows.row(
                    () -> {
                        Rows.choose(all.get(at), all);
                        chosen.accept(map, remarks(map));
                    },
                    cells));
        }
        found.add(rows);
    }

    private static List<Problem> remarks(TableMap map) {
        var remarks = new ArrayList<Problem>();
        if (map.codes().isEmpty()) {
            remarks.add(Problem.info(
                    "site-codes",
                    map.id(),
                    "The guide names no v2 codes for this table: they are your site's own. The table starts empty."));
        }
        List<Row> targets = map.targets();
        if (!targets.isEmpty()) {
            remarks.add(Problem.info(
                    "further-targets",
                    map.id(),
                    "FHIR codes that the guide names no v2 code for: "
                            + named(targets.stream().map(Row::target).toList()) + "."));
        }
        if (!map.alternatives().isEmpty()) {
            remarks.add(Problem.warning(
                    "several-targets",
                    map.id(),
                    "A code becomes one code. The first target is taken; the guide also has "
                            + named(map.alternatives().stream()
                                    .map(row -> row.code() + " to " + row.target())
                                    .toList())
                            + "."));
        }
        long open = map.codes().stream().filter(row -> row.target().isEmpty()).count();
        if (open > 0) {
            remarks.add(
                    Problem.warning(
                            "no-target",
                            map.id(),
                            "For " + counted((int) open, "code")
                                    + " the guide has no FHIR code: their rows are empty, so a field made of one stays empty."));
        }
        return remarks;
    }

    private static String named(List<String> all) {
        return all.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }
}

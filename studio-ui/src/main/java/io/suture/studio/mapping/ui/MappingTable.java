package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSingleSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.PageKeys;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.ui.TableRows.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The Mapping target first: a row a field, with what it is made from and its value going in and coming out.
final class MappingTable extends Div {
    /// The cell around a row's name; the grid itself has no way to focus one.
    private static final String FOCUS_ROW =
            "requestAnimationFrame(() => [...this.querySelectorAll('[data-target]')].find(name => name.dataset.target === $0)"
                    + "?.closest('vaadin-grid-cell-content')?.assignedSlot?.parentElement?.focus())";

    private final Grid<Line> grid = new Grid<>();
    private final TextField filterTarget = filter("Filter target");
    private final TextField filterSource = filter("Filter source");
    private final Select<TableFilter.Show> filterStatus = new Select<>();
    private final Set<FieldPath> closed = new HashSet<>();
    private final Set<FieldPath> added = new HashSet<>();
    private final transient Hearer hearer;
    private transient @Nullable Projection shown;
    /// What the grid lists; it keeps this very list.
    private final transient List<Line> lines = new ArrayList<>();
    private FieldPath within = FieldPath.ROOT;
    /// Whether the columns say the order, rather than the tree.
    private boolean sorted;
    private transient @Nullable Suggesting suggesting;
    private @Nullable FieldPath editing;
    /// Whether the editor beneath the row was just opened: only then it takes the keyboard.
    private boolean fresh;
    /// Whether suggestions came while somebody typed.
    private boolean stale;
    /// Where the keyboard is; keys act there, wherever the selection is.
    private transient @Nullable Line focused;

    /// What the grid holds for a target, as long as it is listed: a row that looks otherwise is written again in its
    /// place, and whoever edits or looks at it loses neither.
    private static final class Line {
        private Row row;

        Line(Row row) {
            this.row = row;
        }

        FieldPath path() {
            return row.path();
        }
    }

    /// Hears what is done in the table.
    interface Hearer {
        /// A row was chosen, to look at how its value is made.
        void chosen(FieldPath target);

        void removed(FieldPath target);

        /// What edits the formula of a row, or nothing where it has none.
        Optional<FormulaField> editor(FieldPath target);
    }

    MappingTable(Hearer hearer) {
        this.hearer = hearer;
        addClassName("maptable");
        grid.addThemeNames("no-row-borders", "no-border");
        // A second click on a row must not take it from under the keys that act on it.
        ((GridSingleSelectionModel<Line>) grid.setSelectionMode(Grid.SelectionMode.SINGLE)).setDeselectAllowed(false);
        grid.getElement().setAttribute("aria-label", "Mapping");
        grid.getElement().setAttribute("data-test", "mapping-table");
        Grid.Column<Line> target = grid.addColumn(targets())
                .setHeader("Target field")
                .setComparator(Comparator.comparing(line -> line.path().toString()))
                .setFlexGrow(5)
                .setWidth("240px");
        Grid.Column<Line> source = grid.addColumn(sources())
                .setHeader("Source or formula")
                .setComparator(byText(row -> row.chip() + row.words()))
                .setFlexGrow(6)
                .setWidth("260px");
        grid.addColumn(value("in", Row::in))
                .setHeader("Value in")
                .setComparator(byText(Row::in))
                .setFlexGrow(3)
                .setWidth("120px");
        grid.addColumn(value("out", Row::out))
                .setHeader("Value out")
                .setComparator(byText(Row::out))
                .setFlexGrow(4)
                .setWidth("140px");
        Grid.Column<Line> status = grid.addColumn(states())
                .setHeader("Status")
                .setComparator(Comparator.comparing(line -> line.row.status()))
                .setFlexGrow(0)
                .setWidth("140px");
        grid.setItems(lines);
        grid.addSortListener(order -> {
            sorted = !order.getSortOrder().isEmpty();
            fill();
        });
        filterStatus.setItems(TableFilter.Show.values());
        filterStatus.setItemLabelGenerator(show -> show.words);
        filterStatus.setValue(TableFilter.Show.ALL);
        filterStatus.setAriaLabel("Which rows");
        filterStatus.setWidth("124px");
        var filters = grid.appendHeaderRow();
        filters.getCell(target).setComponent(filterTarget);
        filters.getCell(source).setComponent(filterSource);
        filters.getCell(status).setComponent(filterStatus);
        filterTarget.addValueChangeListener(change -> fill());
        filterSource.addValueChangeListener(change -> fill());
        filterStatus.addValueChangeListener(change -> fill());
        grid.setItemDetailsRenderer(new ComponentRenderer<>(this::editor));
        grid.setDetailsVisibleOnClick(false);
        grid.addItemClickListener(click -> hearer.chosen(click.getItem().path()));
        grid.addCellFocusListener(focus -> focused = focus.getItem().orElse(null));
        // The space bar selects.
        grid.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                selection.getFirstSelectedItem().ifPresent(row -> hearer.chosen(row.path()));
            }
        });
        grid.addItemDoubleClickListener(click -> edit(click.getItem().path()));
        PageKeys.within(grid, "event.key === 'F2'", () -> current().ifPresent(row -> edit(row.path())));
        PageKeys.within(grid, "event.key === 'Delete'", () -> current().ifPresent(row -> hearer.removed(row.path())));
        PageKeys.within(
                grid,
                "event.key === ' ' && event.shiftKey",
                () -> suggestions(one -> one.ask(current().map(Line::path).orElse(FieldPath.ROOT))));
        add(grid);
    }

    /// Rows without a text come last.
    private static Comparator<Line> byText(Function<Row, String> text) {
        return Comparator.comparing((Line line) -> text.apply(line.row).isEmpty())
                .thenComparing(line -> text.apply(line.row), String.CASE_INSENSITIVE_ORDER);
    }

    private static TextField filter(String label) {
        var field = new TextField();
        field.setPlaceholder(label);
        field.setAriaLabel(label);
        field.setPrefixComponent(Icon.SEARCH.small());
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setWidthFull();
        return field;
    }

    private Renderer<Line> targets() {
        return LitRenderer.<Line>of("""
                        <div class="tree" style="--d:${item.depth}" data-target="${item.path}" title="${item.path}">
                        ${item.group ? html`<button class="twist" @click=${(e) => { e.stopPropagation(); toggle(); }}
                          aria-label="${item.open ? 'Close ' : 'Open '}${item.path}"><span class="i ${item.open ? 'i-down' : 'i-right'}"></span></button>`
                          : html`<span class="leaf"></span>`}
                        <span class="${item.group ? 'name strong' : 'name'}">${item.name}</span>
                        ${item.required ? html`<span class="req" title="Required">*</span>` : ''}
                        <span class="type">${item.type}</span></div>""")
                .withProperty("depth", line -> line.row.depth())
                .withProperty("path", line -> line.path().toString())
                .withProperty("group", line -> line.row.group())
                .withProperty("open", line -> line.row.open())
                .withProperty("name", line -> line.row.name())
                .withProperty("required", line -> line.row.required())
                .withProperty("type", line -> line.row.type())
                .withFunction("toggle", row -> {
                    if (!closed.remove(row.path())) {
                        closed.add(row.path());
                    }
                    fill();
                });
    }

    private Renderer<Line> sources() {
        return LitRenderer.<Line>of("""
                        <div class="line gap4" data-source-of="${item.path}">
                        ${item.ghost ? html`<span class="ghost-row" title="${item.ghost}"><span class="i i12 i-ghost"></span><span class="cut">${item.ghost}</span>
                          <button class="accept" aria-label="Accept ${item.path}" @click=${(e) => { e.stopPropagation(); accept(); }}>Accept</button>
                          <button class="dismiss" title="Dismiss this suggestion" aria-label="Dismiss ${item.path}" @click=${(e) => { e.stopPropagation(); dismiss(); }}><span class="i i12 i-x"></span></button></span>` : ''}
                        ${item.chip ? html`<button class="chip" title="${item.chip}" @click=${(e) => { e.stopPropagation(); edit(); }}>
                          <span class="i i12 i-${item.icon}"></span><span class="cut">${item.chip}</span></button>` : ''}
                        <span class="cut mid">${item.words}</span></div>""")
                .withProperty("path", line -> line.path().toString())
                .withProperty("chip", line -> line.row.chip())
                .withProperty("icon", line -> line.row.icon())
                .withProperty("words", line -> line.row.words())
                .withProperty("ghost", line -> line.row.ghost())
                .withFunction("accept", row -> suggestions(one -> one.accept(row.path())))
                .withFunction("dismiss", row -> suggestions(one -> one.dismiss(row.path())))
                .withFunction("edit", row -> edit(row.path()));
    }

    private static Renderer<Line> value(String side, Function<Row, String> value) {
        return LitRenderer.<Line>of("<span class=\"mono cut " + side + "\" data-" + side
                        + "=\"${item.path}\" title=\"${item." + side + "}\">${item." + side + "}</span>")
                .withProperty("path", line -> line.path().toString())
                .withProperty(side, line -> value.apply(line.row));
    }

    private static Renderer<Line> states() {
        return LitRenderer.<Line>of("""
                        ${item.status === 'OK' ? html`<span class="i i-check dim" title="Mapped"></span>`
                          : item.status === 'MISSING' ? html`<span class="line gap4 bad" title="${item.problem}"><span class="i i-stop"></span>Required</span>`
                          : item.status === 'PROBLEM' ? html`<span class="line gap4 bad" title="${item.problem}"><span class="i i-stop"></span>Problem</span>`
                          : item.status === 'WARNING' ? html`<span class="line gap4 warn" title="${item.problem}"><span class="i i-alert"></span>Warning</span>` : ''}""")
                .withProperty("status", line -> line.row.status().name())
                .withProperty("problem", line -> line.row.problem());
    }

    private com.vaadin.flow.component.Component editor(Line row) {
        Optional<FormulaField> field = row.path().equals(editing) ? hearer.editor(row.path()) : Optional.empty();
        var box = new Div();
        box.addClassName("inline-editor");
        field.ifPresent(one -> {
            one.whenCancelled(this::finishEditing);
            one.whenDone(this::finishEditing);
            box.add(one);
            if (fresh) {
                fresh = false;
                one.focus();
            }
        });
        return box;
    }

    /// The row that keys act on.
    private Optional<Line> current() {
        return Optional.ofNullable(focused)
                .filter(lines::contains)
                .or(() ->
                        grid.getSelectedItems().stream().filter(lines::contains).findFirst());
    }

    /// Opens the editor beneath a row.
    void edit(FieldPath path) {
        stopEditing();
        hearer.chosen(path);
        find(path).ifPresent(row -> {
            editing = path;
            fresh = true;
            grid.setDetailsVisible(row, true);
        });
    }

    private void stopEditing() {
        FieldPath before = editing;
        editing = null;
        if (before != null) {
            find(before).ifPresent(row -> grid.setDetailsVisible(row, false));
        }
        if (stale) {
            fill();
        }
    }

    /// Closes the editor; keys go on at the row that it belonged to.
    private void finishEditing() {
        FieldPath before = editing;
        stopEditing();
        if (before != null) {
            grid.getElement().executeJs(FOCUS_ROW, before.toString());
        }
    }

    private Optional<Line> find(FieldPath path) {
        return lines.stream().filter(line -> line.path().equals(path)).findFirst();
    }

    void show(Projection projection) {
        shown = projection;
        fill();
    }

    /// Suggestions come when they are ready; a row that somebody types in is not made anew for them.
    void suggestionsChanged() {
        if (editing == null) {
            fill();
        } else {
            stale = true;
        }
    }

    /// Who knows what to offer beside the rows.
    void suggest(Suggesting offering) {
        suggesting = offering;
    }

    private void suggestions(Consumer<Suggesting> act) {
        if (suggesting != null) {
            act.accept(suggesting);
        }
    }

    /// Lists a field that is not mapped yet, so that it can be.
    void add(FieldPath target) {
        added.add(target);
        reveal(target);
    }

    /// Lists only what stands beneath a field; all, for the root.
    void within(FieldPath path) {
        within = path;
        fill();
    }

    /// Opens the groups above a row, brings it into sight and selects it.
    void reveal(FieldPath target) {
        for (FieldPath at = target; !at.isRoot(); at = at.parent()) {
            closed.remove(at.parent());
        }
        fill();
        find(target).ifPresent(row -> {
            grid.select(row);
            if (sorted) {
                grid.scrollToItem(row);
            } else {
                // With some of what stands above it.
                grid.scrollToIndex(Math.max(0, lines.indexOf(row) - 3));
            }
        });
    }

    private void fill() {
        Projection projection = shown;
        if (projection == null) {
            return;
        }
        stale = false;
        List<Row> fresh = TableRows.of(
                projection,
                suggesting == null ? List.of() : suggesting.all(),
                closed,
                added,
                within,
                new TableFilter(filterTarget.getValue(), filterSource.getValue(), filterStatus.getValue(), sorted));
        Map<FieldPath, Line> known = new HashMap<>();
        lines.forEach(line -> known.put(line.path(), line));
        List<Line> listed = fresh.stream()
                .map(row -> known.getOrDefault(row.path(), new Line(row)))
                .toList();
        boolean same = listed.equals(lines);
        for (int i = 0; i < listed.size(); i++) {
            Line line = listed.get(i);
            boolean changed = !line.row.equals(fresh.get(i));
            line.row = fresh.get(i);
            if (same && changed) {
                grid.getDataProvider().refreshItem(line);
            }
        }
        if (!same) {
            lines.clear();
            lines.addAll(listed);
            grid.getDataProvider().refreshAll();
        }
    }
}

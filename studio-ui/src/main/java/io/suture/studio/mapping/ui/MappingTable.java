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
import java.util.HashSet;
import java.util.List;
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

    private final Grid<Row> grid = new Grid<>();
    private final TextField filterTarget = filter("Filter target");
    private final TextField filterSource = filter("Filter source");
    private final Select<String> filterStatus = new Select<>();
    private final Set<FieldPath> closed = new HashSet<>();
    private final Set<FieldPath> added = new HashSet<>();
    private final transient Hearer hearer;
    private transient @Nullable Projection shown;
    private transient List<Row> rows = List.of();
    private transient @Nullable Suggesting suggesting;
    private @Nullable FieldPath editing;
    /// Whether the editor beneath the row was just opened: only then it takes the keyboard.
    private boolean fresh;
    /// The row whose editor is open.
    private transient @Nullable Row opened;
    /// Whether suggestions came while somebody typed.
    private boolean stale;
    /// Where the keyboard is; keys act there, wherever the selection is.
    private transient @Nullable Row focused;

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
        ((GridSingleSelectionModel<Row>) grid.setSelectionMode(Grid.SelectionMode.SINGLE)).setDeselectAllowed(false);
        grid.getElement().setAttribute("aria-label", "Mapping");
        grid.getElement().setAttribute("data-test", "mapping-table");
        Grid.Column<Row> target = grid.addColumn(targets())
                .setHeader("Target field")
                .setFlexGrow(5)
                .setWidth("240px");
        Grid.Column<Row> source = grid.addColumn(sources())
                .setHeader("Source or formula")
                .setFlexGrow(6)
                .setWidth("260px");
        grid.addColumn(value("in", Row::in))
                .setHeader("Value in")
                .setFlexGrow(3)
                .setWidth("120px");
        grid.addColumn(value("out", Row::out))
                .setHeader("Value out")
                .setFlexGrow(4)
                .setWidth("140px");
        Grid.Column<Row> status =
                grid.addColumn(states()).setHeader("Status").setFlexGrow(0).setWidth("112px");
        filterStatus.setItems("All", "With a problem", "Required", "With a value");
        filterStatus.setValue("All");
        filterStatus.setAriaLabel("Which rows");
        filterStatus.setWidth("96px");
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
                () -> suggestions(one -> one.ask(current().map(Row::path).orElse(FieldPath.ROOT))));
        add(grid);
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

    private Renderer<Row> targets() {
        return LitRenderer.<Row>of("""
                        <div class="tree" style="--d:${item.depth}" data-target="${item.path}" title="${item.path}">
                        ${item.group ? html`<button class="twist" @click=${(e) => { e.stopPropagation(); toggle(); }}
                          aria-label="${item.open ? 'Close ' : 'Open '}${item.path}"><span class="i ${item.open ? 'i-down' : 'i-right'}"></span></button>`
                          : html`<span class="leaf"></span>`}
                        <span class="${item.group ? 'name strong' : 'name'}">${item.name}</span>
                        ${item.required ? html`<span class="req" title="Required">*</span>` : ''}
                        <span class="type">${item.type}</span></div>""")
                .withProperty("depth", Row::depth)
                .withProperty("path", row -> row.path().toString())
                .withProperty("group", Row::group)
                .withProperty("open", Row::open)
                .withProperty("name", Row::name)
                .withProperty("required", Row::required)
                .withProperty("type", Row::type)
                .withFunction("toggle", row -> {
                    if (!closed.remove(row.path())) {
                        closed.add(row.path());
                    }
                    fill();
                });
    }

    private Renderer<Row> sources() {
        return LitRenderer.<Row>of("""
                        <div class="line gap4" data-source-of="${item.path}">
                        ${item.ghost ? html`<span class="ghost-row" title="${item.ghost}"><span class="i i12 i-ghost"></span><span class="cut">${item.ghost}</span>
                          <button class="accept" aria-label="Accept ${item.path}" @click=${(e) => { e.stopPropagation(); accept(); }}>Accept</button>
                          <button class="dismiss" title="Dismiss this suggestion" aria-label="Dismiss ${item.path}" @click=${(e) => { e.stopPropagation(); dismiss(); }}><span class="i i12 i-x"></span></button></span>` : ''}
                        ${item.chip ? html`<button class="chip" title="${item.chip}" @click=${(e) => { e.stopPropagation(); edit(); }}>
                          <span class="i i12 i-${item.icon}"></span><span class="cut">${item.chip}</span></button>` : ''}
                        <span class="cut mid">${item.words}</span></div>""")
                .withProperty("path", row -> row.path().toString())
                .withProperty("chip", Row::chip)
                .withProperty("icon", Row::icon)
                .withProperty("words", Row::words)
                .withProperty("ghost", Row::ghost)
                .withFunction("accept", row -> suggestions(one -> one.accept(row.path())))
                .withFunction("dismiss", row -> suggestions(one -> one.dismiss(row.path())))
                .withFunction("edit", row -> edit(row.path()));
    }

    private static Renderer<Row> value(String side, Function<Row, String> value) {
        return LitRenderer.<Row>of("<span class=\"mono cut " + side + "\" data-" + side
                        + "=\"${item.path}\" title=\"${item." + side + "}\">${item." + side + "}</span>")
                .withProperty("path", row -> row.path().toString())
                .withProperty(side, value::apply);
    }

    private static Renderer<Row> states() {
        return LitRenderer.<Row>of("""
                        ${item.status === 'ok' ? html`<span class="i i-check dim" title="Mapped"></span>`
                          : item.status === 'missing' ? html`<span class="line gap4 bad" title="${item.problem}"><span class="i i-stop"></span>Required</span>`
                          : item.status === 'problem' ? html`<span class="line gap4 bad" title="${item.problem}"><span class="i i-stop"></span>Problem</span>`
                          : item.status === 'warning' ? html`<span class="line gap4 warn" title="${item.problem}"><span class="i i-alert"></span>Warning</span>` : ''}""").withProperty("status", Row::status).withProperty("problem", Row::problem);
    }

    private com.vaadin.flow.component.Component editor(Row row) {
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
    private Optional<Row> current() {
        return Optional.ofNullable(focused)
                .flatMap(row -> find(row.path()))
                .or(() -> grid.getSelectedItems().stream().findFirst());
    }

    /// Opens the editor beneath a row.
    void edit(FieldPath path) {
        stopEditing();
        hearer.chosen(path);
        find(path).ifPresent(row -> {
            editing = path;
            fresh = true;
            open(row);
        });
    }

    private void open(Row row) {
        opened = row;
        grid.setDetailsVisible(row, true);
    }

    /// The grid knows a row by what it held when its editor was opened.
    private void close() {
        if (opened != null) {
            grid.setDetailsVisible(opened, false);
            opened = null;
        }
    }

    private void stopEditing() {
        editing = null;
        close();
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

    private Optional<Row> find(FieldPath path) {
        return rows.stream().filter(row -> row.path().equals(path)).findFirst();
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

    /// Opens the groups above a row, brings it into sight and selects it.
    void reveal(FieldPath target) {
        for (FieldPath at = target; !at.isRoot(); at = at.parent()) {
            closed.remove(at.parent());
        }
        fill();
        find(target).ifPresent(row -> {
            grid.select(row);
            grid.scrollToIndex(Math.max(0, rows.indexOf(row) - 3));
        });
    }

    private void fill() {
        Projection projection = shown;
        if (projection == null) {
            return;
        }
        stale = false;
        // While the grid still holds the row as it was: afterwards it would show that again.
        close();
        Set<Row> selected = grid.getSelectedItems();
        rows = TableRows.of(
                projection,
                suggesting == null ? List.of() : suggesting.all(),
                closed,
                added,
                filterTarget.getValue(),
                filterSource.getValue(),
                filterStatus.getValue());
        grid.setItems(rows);
        selected.stream().findFirst().flatMap(row -> find(row.path())).ifPresent(grid::select);
        if (editing != null) {
            find(editing).ifPresent(this::open);
        }
    }
}

package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.regression.Sample;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Preview;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.SheetGrid;
import io.suture.studio.lookup.CodeSheet;
import io.suture.studio.lookup.Lookups;
import io.suture.studio.testing.KeptSample;
import io.suture.studio.testing.Samples;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The Channel's lookup tables: a list on the left, the chosen one as a spreadsheet, and beneath it what samples miss
/// in
/// it and what uses it. Each burst of changes is saved at once.
@Route("channels/:channel/tables")
@PermitAll
class TablesView extends ChannelPage implements SheetGrid.Hearer {
    private final transient Lookups lookups;
    private final transient Preview preview;
    private final transient Samples samples;
    private final Select<KeptSample> sample = new Select<>();
    private final TableList list;
    private final Pane tables;
    private final Div work = box("pane table-work");
    private final TextField name = new TextField();
    private final Span rows = text("", "mid", "s", "num");
    private final TextField find = new TextField();
    private final UnknownChoice unknown = new UnknownChoice(this::setUnknown);
    private final SheetGrid grid = new SheetGrid(
            new SheetGrid.Words("Code as sent", "What a message has", "New code", true), this, CodeSheet::marks);
    private final TableEvidence evidence = new TableEvidence(grid::append);
    private final Button add = button("New table", "plus", click -> newTable());
    private final Div empty = box("scroll");
    private final List<Component> parts = new ArrayList<>();
    private transient List<KeptSample> listed = List.of();
    private transient List<Sample> messages = List.of();
    private String chosen = "";
    private String shown = "";
    private int place;
    private boolean showing;

    TablesView(ChannelServices services, Lookups lookups, Preview preview, Samples samples) {
        super(services, ChannelTab.TABLES);
        this.lookups = lookups;
        this.preview = preview;
        this.samples = samples;
        this.list = new TableList(lookups, this::choose);
        this.tables = pane("Tables", list);
        sample.setAriaLabel("Samples");
        sample.setEmptySelectionAllowed(true);
        sample.setEmptySelectionCaption("All samples");
        sample.setItemLabelGenerator(one -> one == null ? "All samples" : one.name());
        sample.addClassName("sample");
        sample.addValueChangeListener(change -> {
            if (!showing) {
                open();
                show(draft());
            }
        });
        name.setAriaLabel("Name of the table");
        name.addClassName("table-name");
        name.setMaxLength(100);
        name.setReadOnly(!mayEdit());
        name.addValueChangeListener(change -> {
            if (!showing) {
                rename(change.getValue().strip());
            }
        });
        find.setPlaceholder("Find in table");
        find.setAriaLabel("Find in table");
        find.setPrefixComponent(Icon.SEARCH.small());
        find.setClearButtonVisible(true);
        find.setValueChangeMode(ValueChangeMode.LAZY);
        find.setWidth("176px");
        find.addValueChangeListener(change -> grid.find(change.getValue(), 0));
        find.getElement()
                .addEventListener("keydown", event -> grid.find(find.getValue(), 1))
                .setFilter("event.key === 'Enter'");
        grid.setEditable(mayEdit());
        grid.setSizeFull();
        add.setVisible(mayEdit());
        build();
        var end = text("", "end");
        end.add(add);
        body().add(box("bar", sample, end), box("panes tables", tables, work));
    }

    private void build() {
        var head = box("pane-head", name, rows);
        var end = text("", "end");
        end.add(find, text("Export", "mid", "s"), new TableExport(this::table));
        if (mayEdit()) {
            end.add(iconButton("Remove the table", "x", click -> remove()));
        }
        head.add(end);
        var commands = text("", "end");
        if (mayEdit()) {
            commands.add(
                    quiet(button("Row", "plus", click -> grid.command("addRow"))),
                    quiet(button("Remove rows", click -> grid.command("removeRows"))),
                    iconButton("Move rows up (Alt+Up)", "left", click -> grid.command("moveRows", -1)),
                    iconButton("Move rows down (Alt+Down)", "right", click -> grid.command("moveRows", 1)),
                    quiet(button("Column", "plus", click -> grid.command("addColumn"))),
                    quiet(button("Remove column", click -> grid.command("removeColumn"))));
        }
        commands.addClassName("grid-commands");
        parts.addAll(List.of(head, box("policy", unknown), box("commands", commands), grid, evidence));
    }

    @Override
    protected void show(Draft draft) {
        Channel channel = draft.channel();
        chosen = chosen(channel.tables().stream().map(LookupTable::name).toList());
        listSamples(draft.id().value());
        Map<String, List<Lookups.Miss>> misses = lookups.misses(run(channel));
        list.show(channel, chosen, misses);
        tables.state(text(Integer.toString(channel.tables().size()), "badge"));
        Optional<LookupTable> table = lookups.table(channel, chosen);
        if (table.isEmpty()) {
            nothing();
            return;
        }
        if (work.getChildren().noneMatch(grid::equals)) {
            work.removeAll();
            work.add(parts);
        }
        LookupTable now = table.get();
        showing = true;
        name.setValue(now.name());
        showing = false;
        unknown.show(now.unknown(), mayEdit());
        grid.show(
                "Codes of " + now.name(),
                CodeSheet.of(now),
                sheet -> CodeSheet.of(CodeSheet.table(sheet, now)),
                !now.name().equals(shown));
        if (!now.name().equals(shown)) {
            list.reveal();
        }
        shown = now.name();
        int unsaved = CodeSheet.unsaved(grid.sheet());
        rows.setText(counted(now.rows().size(), "row") + (unsaved == 0 ? "" : ", " + unsaved + " not saved yet"));
        evidence.showMisses(misses.getOrDefault(now.name(), List.of()), "in " + samplesRun(), mayEdit());
        evidence.showUses(now.name(), lookups.uses(channel, now.name()), "channels/" + draft.id());
        status(
                "Enter edits · Tab next cell · Ctrl+Enter adds a row · Alt+Up moves it · F8 next to mend · Esc leaves the grid");
    }

    /// The table of before, or what stands in its place now: undo may give it another name.
    private String chosen(List<String> names) {
        int at = names.indexOf(chosen);
        place = at >= 0 ? at : Math.clamp(place, 0, Math.max(0, names.size() - 1));
        return names.isEmpty() ? "" : names.get(place);
    }

    private void nothing() {
        shown = "";
        work.removeAll();
        var next = button("Make the first table", click -> newTable());
        next.setVisible(mayEdit());
        empty.removeAll();
        empty.add(new EmptyState(
                "No lookup tables yet",
                "A lookup table says which code becomes which: sex, status, a doctor's number. Formulas name it: "
                        + "PID-8 in 'Administrative sex'.",
                next));
        work.add(empty);
        status("No tables");
    }

    // ---- samples

    private void listSamples(UUID channel) {
        List<KeptSample> now = samples.list(channel);
        if (!now.equals(listed)) {
            listed = now;
            showing = true;
            KeptSample before = sample.getValue();
            sample.setItems(now);
            sample.setValue(now.contains(before) ? before : null);
            showing = false;
            open();
        }
        sample.setVisible(!listed.isEmpty());
    }

    private void open() {
        KeptSample one = sample.getValue();
        messages = (one == null ? listed.stream() : Stream.of(one))
                .flatMap(kept -> samples.open(kept.id()).stream())
                .toList();
    }

    private List<Result> run(Channel channel) {
        return messages.stream()
                .map(kept ->
                        preview.run(channel, kept.payload(), kept.answers()).result())
                .filter(Objects::nonNull)
                .toList();
    }

    private String samplesRun() {
        return sample.getValue() == null
                ? counted(messages.size(), "sample")
                : "the sample " + sample.getValue().name();
    }

    // ---- the tables

    private LookupTable table() {
        return lookups.table(draft().channel(), chosen).orElseThrow();
    }

    private void choose(String table) {
        chosen = table;
        find.clear();
        show(draft());
        grid.focus();
    }

    private void newTable() {
        NewTableDialog.open(lookups, draft().channel(), table -> {
            chosen = table.name();
            change("Added the table " + table.name(), lookups.add(draft().channel(), table));
            grid.focus();
        });
    }

    private void remove() {
        change("Removed the table " + chosen, lookups.remove(draft().channel(), chosen));
    }

    private void rename(String to) {
        String from = chosen;
        if (to.equals(from)) {
            return;
        }
        Lookups.Outcome outcome = lookups.rename(draft().channel(), from, to);
        if (outcome instanceof Lookups.Outcome.Changes) {
            chosen = to;
            shown = to;
        }
        change("Renamed the table " + from + " to " + to, outcome);
    }

    private void setUnknown(Unknown now) {
        LookupTable before = table();
        if (!now.equals(before.unknown())) {
            apply(
                    "Changed what becomes of unknown codes in " + chosen,
                    channel -> lookups.put(
                            channel,
                            new LookupTable(before.name(), before.version(), before.columns(), before.rows(), now)));
        }
    }

    private void change(String what, Lookups.Outcome outcome) {
        switch (outcome) {
            case Lookups.Outcome.Changes(var change, String words) -> {
                apply(what, change);
                if (!words.isEmpty()) {
                    notice(words, Tone.NEUTRAL);
                }
            }
            case Lookups.Outcome.Refused(String why) -> refused(why);
        }
    }

    /// The same for a change of the grid, whose rows that are not saved yet stay.
    private void change(String what, Lookups.Outcome outcome, Sheet then) {
        if (outcome instanceof Lookups.Outcome.Changes) {
            grid.become(then);
        }
        change(what, outcome);
    }

    // ---- what was done in the grid

    @Override
    public void edited(Sheet sheet, String what) {
        LookupTable now = CodeSheet.table(sheet, table());
        apply(what + " of " + chosen, channel -> lookups.put(channel, now));
    }

    @Override
    public void columnRenamed(int column, String to) {
        String from = grid.sheet().columns().get(column - 1);
        if (!to.strip().equals(from)) {
            change(
                    "Renamed the column " + from + " of " + chosen,
                    lookups.renameColumn(draft().channel(), table(), grid.sheet(), column, to),
                    grid.sheet().renameColumn(column, to.strip()));
        }
    }

    @Override
    public void columnAdded() {
        List<String> names = grid.sheet().columns();
        int number = names.size() + 1;
        while (names.contains("column " + number)) {
            number++;
        }
        grid.become(grid.sheet().addColumn("column " + number));
        edited(grid.sheet(), "Added a column");
    }

    @Override
    public void columnRemoved(int column) {
        change(
                "Removed the column " + grid.sheet().columns().get(column - 1) + " of " + chosen,
                lookups.removeColumn(draft().channel(), table(), grid.sheet(), column),
                grid.sheet().removeColumn(column));
    }

    @Override
    public void columnMoved(int column, int to) {
        grid.become(grid.sheet().moveColumn(column, to));
        edited(grid.sheet(), "Moved a column");
        int uses = lookups.uses(draft().channel(), chosen).size();
        if (Math.min(column, to) == 1 && uses > 0) {
            notice(
                    "Formulas that name no column take “"
                            + grid.sheet().columns().getFirst() + "” from now on.",
                    Tone.WARN);
        }
    }

    @Override
    public void refused(String why) {
        show(draft());
        notice(why, Tone.WARN);
    }

    @Override
    public void findWanted() {
        find.focus();
    }
}

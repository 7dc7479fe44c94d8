package io.suture.studio.audit.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.audit.AuditEvents;
import io.suture.studio.audit.AuditFilter;
import io.suture.studio.audit.RecordedEvent;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Page;
import io.suture.studio.kit.PageHeader;
import io.suture.studio.kit.StatusLine;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.Toolbar;
import io.suture.studio.kit.When;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The trail, newest first: by person, patient, action and time.
@Route("audit")
@PageTitle("Audit · Suture")
@RolesAllowed("READ_AUDIT")
class AuditView extends Page {
    private static final long serialVersionUID = 1L;
    private final transient AuditEvents events;
    private final TextField person = field("Person");
    private final TextField patient = field("Patient identifier, exactly");
    private final ComboBox<String> action = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker until = new DatePicker();
    private final Grid<RecordedEvent> grid = new Grid<>();
    private final StatusLine status = new StatusLine();

    AuditView(AuditEvents events) {
        this.events = events;
        top(new PageHeader("Audit").commands(Commands.plain("Verify the trail", this::verify)), tools());
        columns();
        grid.setItems(DataProvider.fromCallbacks(
                query -> events.find(filter(), query.getOffset(), query.getLimit()).stream(),
                query -> events.count(filter())));
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        body(grid);
        bottom(status);
        refresh();
    }

    private Toolbar tools() {
        action.setPlaceholder("Action");
        action.setItems(events.actions());
        action.setClearButtonVisible(true);
        action.setWidth("176px");
        action.setAriaLabel("Action");
        from.setPlaceholder("From");
        from.setAriaLabel("From");
        until.setPlaceholder("Until, included");
        until.setAriaLabel("Until, included");
        from.setWidth("136px");
        until.setWidth("152px");
        person.addValueChangeListener(typed -> refresh());
        patient.addValueChangeListener(typed -> refresh());
        action.addValueChangeListener(chosen -> refresh());
        from.addValueChangeListener(chosen -> refresh());
        until.addValueChangeListener(chosen -> refresh());
        return new Toolbar(person, patient, action, from, until);
    }

    private static TextField field(String placeholder) {
        var field = new TextField();
        field.setPlaceholder(placeholder);
        field.setAriaLabel(placeholder);
        field.setPrefixComponent(Icon.SEARCH.create());
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setWidth("216px");
        return field;
    }

    private void columns() {
        grid.addColumn(event -> When.exactly(event.at()))
                .setHeader("When")
                .setFlexGrow(0)
                .setWidth("176px");
        grid.addColumn(RecordedEvent::actor).setHeader("Who").setFlexGrow(1);
        grid.addColumn(event -> event.event().action()).setHeader("Did what").setFlexGrow(1);
        grid.addColumn(event -> event.event().entity()).setHeader("To what").setFlexGrow(2);
        grid.addColumn(event -> event.event().patient()).setHeader("Patient").setFlexGrow(1);
        grid.addComponentColumn(AuditView::outcome)
                .setHeader("Outcome")
                .setFlexGrow(0)
                .setWidth("96px");
        grid.addColumn(event -> event.event().detail()).setHeader("Detail").setFlexGrow(2);
        grid.addColumn(RecordedEvent::number).setHeader("No.").setFlexGrow(0).setWidth("80px");
    }

    private static Component outcome(RecordedEvent event) {
        return switch (event.event().outcome()) {
            case SUCCESS -> new Span("Done");
            case REFUSED -> new Tag("Refused", Tone.WARN);
            case FAILED -> new Tag("Failed", Tone.BAD);
        };
    }

    private AuditFilter filter() {
        String chosen = action.getValue();
        LocalDate last = until.getValue();
        return new AuditFilter(
                person.getValue(),
                patient.getValue(),
                chosen == null ? "" : chosen,
                start(from.getValue()),
                start(last == null ? null : last.plusDays(1)));
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    private void refresh() {
        grid.getDataProvider().refreshAll();
        int shown = events.count(filter());
        int all = events.count(AuditFilter.ALL);
        status.say(shown == all ? all + " events" : shown + " of " + all + " events");
    }

    private void verify() {
        var chain = events.verify();
        var words = new Span(chain.words());
        words.addClassName(chain.isSound() ? "ok" : "bad");
        status.say(words);
    }
}

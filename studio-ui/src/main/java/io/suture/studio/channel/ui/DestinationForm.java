package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Destination.Retry;
import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.Setting;
import io.suture.studio.channel.SchemaWords;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/// One way out: where it goes, how long it is tried, and what waits behind what is held.
final class DestinationForm extends Div {
    private static final int SECOND = 1_000;
    private static final int HOURS = 24 * 3_600;
    private static final String NARROW = "232px";

    private final transient Save save;
    private final EndpointForm endpoint;
    private final Select<WhenHeld> whenHeld = new Select<>();
    private final IntegerField first;
    private final IntegerField most;
    private final IntegerField rejected;
    private final Button remove;
    private final String name;
    private final boolean mayEdit;

    /// Saves a change of the Destination of that name, in words.
    @FunctionalInterface
    interface Save {
        void apply(String what, UnaryOperator<Destination> change);
    }

    DestinationForm(Destination destination, List<Setting> settings, boolean mayEdit, Save save, Runnable remove) {
        this.save = save;
        this.mayEdit = mayEdit;
        name = destination.name();
        addClassName("section");
        getElement().setAttribute("data-test", "destination-" + name);
        endpoint = new EndpointForm(
                settings,
                Direction.OUT,
                mayEdit,
                (setting, value) -> save.apply(
                        "Changed where " + name + " is",
                        one -> one.at(one.endpoint().with(setting.name(), value))));
        whenHeld.setLabel("Behind a message that is held");
        whenHeld.setWidth("320px");
        whenHeld.setItems(WhenHeld.values());
        whenHeld.setItemLabelGenerator(one -> switch (one) {
            case WAIT -> "later ones of the same patient wait";
            case GO_ON -> "later ones go on";
        });
        whenHeld.setReadOnly(!mayEdit);
        whenHeld.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                save.apply("Changed what waits for " + name, one -> one.withWhenHeld(change.getValue()));
            }
        });
        first = retry(
                "First try again after",
                "Seconds.",
                1,
                HOURS,
                (retry, seconds) -> new Retry(
                        seconds * SECOND, Math.max(retry.mostMillis(), seconds * SECOND), retry.rejectedAttempts()));
        most = retry(
                "Then at most every",
                "Seconds; the pause doubles until then.",
                1,
                HOURS,
                (retry, seconds) -> new Retry(
                        Math.min(retry.firstMillis(), seconds * SECOND), seconds * SECOND, retry.rejectedAttempts()));
        rejected = retry(
                "Tries after an AE",
                "Then it is held.",
                0,
                1_000,
                (retry, times) -> new Retry(retry.firstMillis(), retry.mostMillis(), times.intValue()));
        this.remove = small(quiet(button("Remove", click -> remove.run())));
        this.remove.setAriaLabel("Remove the destination " + name);
        this.remove.setVisible(mayEdit);
        var trying = new Details("Trying again", box("fields", first, most, rejected));
        add(
                box("line", new H2("Goes to " + name + " over " + Protocol.words(destination.endpoint())), this.remove),
                text(SchemaWords.shortly(destination.mapping().target()), "mid"),
                endpoint,
                trying,
                box("fields", whenHeld));
    }

    /// @param problems with the settings' names as places
    /// @param last     whether it is the only one, which a Channel cannot be without
    void show(Destination now, List<Problem> problems, boolean last) {
        endpoint.show(now.endpoint(), problems);
        whenHeld.setValue(now.whenHeld());
        show(first, now.retry(), retry -> retry.firstMillis() / SECOND);
        show(most, now.retry(), retry -> retry.mostMillis() / SECOND);
        show(rejected, now.retry(), Retry::rejectedAttempts);
        remove.setEnabled(!last);
        remove.setTooltipText(last ? "A channel goes somewhere." : "");
    }

    private static void show(IntegerField field, Retry retry, ToLongFunction<Retry> what) {
        field.setValue(Math.toIntExact(what.applyAsLong(retry)));
    }

    private IntegerField retry(String label, String hint, int least, int most, BiFunction<Retry, Long, Retry> change) {
        var field = new IntegerField(label);
        field.setWidth(NARROW);
        field.setHelperText(hint);
        field.setMin(least);
        field.setMax(most);
        field.setReadOnly(!mayEdit);
        field.addValueChangeListener(typed -> {
            Integer value = typed.getValue();
            if (typed.isFromClient() && value != null && value >= least && value <= most) {
                save.apply(
                        "Changed how often " + name + " is tried",
                        one -> one.withRetry(change.apply(one.retry(), value.longValue())));
            }
        });
        return field;
    }
}

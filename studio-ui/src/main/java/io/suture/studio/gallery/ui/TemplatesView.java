package io.suture.studio.gallery.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.kit.Rows;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.template.Template;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.regex.Pattern;

/// Templates to start from, each with what it does, for whom, and what to set.
@Route("templates")
@PageTitle("Templates · Suture")
@PermitAll
class TemplatesView extends Div {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final transient Gallery gallery;
    private final boolean mayEdit;

    TemplatesView(Gallery gallery, Rights rights) {
        this.gallery = gallery;
        this.mayEdit = rights.actor().may(Right.EDIT_DRAFTS);
        addClassName("page");
        var head = new Div(new H1("Templates"), text("Channels to start from", "mid"));
        head.addClassName("head");
        var list = box("scroll templates");
        gallery.templates().forEach(template -> list.add(card(template)));
        add(head, list);
    }

    private Div card(Template template) {
        var title = new H2(template.title());
        var figures = text(
                template.channel().destinations().stream()
                                .mapToInt(destination ->
                                        destination.mapping().fields().size())
                                .sum()
                        + " field mappings, " + template.samples().size() + " samples",
                "dim",
                "s");
        var card = box("template", title, new Paragraph(template.summary()), text(template.audience(), "mid"), figures);
        var settings = new Rows("Settings of " + template.title(), "Setting:220px", "Default:200px", "What it is");
        template.settings()
                .forEach(setting -> settings.row(
                        text(setting.name(), "mono"), text(setting.otherwise(), "mono"), text(setting.help(), "mid")));
        card.add(settings);
        if (!template.help().isBlank()) {
            var help = new com.vaadin.flow.component.details.Details("How it works", new Markdown(template.help()));
            card.add(help);
        }
        if (mayEdit) {
            card.add(small(primary(button("Use this template", click -> use(template)))));
        }
        return card;
    }

    private void use(Template template) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("New channel: " + template.title());
        dialog.setWidth("440px");
        var title = new TextField("Name in words");
        title.setValue(template.title());
        title.setWidthFull();
        var name = new TextField("Short name");
        name.setHelperText("Lower case letters, digits and hyphens. It cannot be changed later.");
        name.setValue(template.name());
        name.setWidthFull();
        title.addValueChangeListener(change -> name.setValue(change.getValue()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "")));
        var make = primary(button("Make channel", click -> {
            if (title.getValue().isBlank()) {
                title.setInvalid(true);
                title.setErrorMessage("The channel needs a name.");
                return;
            }
            if (!NAME.matcher(name.getValue()).matches()) {
                name.setInvalid(true);
                name.setErrorMessage("Use lower case letters, digits and hyphens, at most 63.");
                return;
            }
            gallery.use(template, name.getValue(), title.getValue().strip())
                    .ifPresentOrElse(
                            draft -> {
                                dialog.close();
                                UI.getCurrent().navigate("channels/" + draft.id() + "/mapping");
                            },
                            () -> {
                                name.setInvalid(true);
                                name.setErrorMessage("There is a channel of that name. Choose another.");
                            });
        }));
        dialog.add(title, name);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), make);
        dialog.open();
        title.focus();
    }
}

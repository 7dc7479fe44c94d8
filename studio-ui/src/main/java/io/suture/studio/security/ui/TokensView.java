package io.suture.studio.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Page;
import io.suture.studio.kit.PageHeader;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.Accounts;
import io.suture.studio.security.ApiToken;
import io.suture.studio.security.ApiTokens;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tokens with which other programs use the API.
@Route("users/tokens")
@PageTitle("API tokens · Suture")
@RolesAllowed("ADMINISTER")
class TokensView extends Page {
    private static final long serialVersionUID = 1L;
    private final transient ApiTokens tokens;
    private final transient Accounts accounts;
    private final transient Rights rights;
    private final transient InstantSource clock;
    private final Div list = new Div();
    private final Div aside = new Div();
    private final PageHeader header = new PageHeader("Users");

    TokensView(ApiTokens tokens, Accounts accounts, Rights rights, InstantSource clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.rights = rights;
        this.clock = clock;
        top(header, UsersView.tabs(false));
        aside.addClassName("aside");
        close();
        list.addClassName("beside-list");
        var split = new Div(list, aside);
        split.addClassName("beside");
        body(split);
        refresh();
    }

    private void refresh() {
        list.removeAll();
        List<ApiToken> all = tokens.all();
        list.add(
                all.isEmpty()
                        ? new EmptyState(
                                "No tokens yet",
                                "A token lets another program use the API with some of your rights, until it expires or"
                                        + " you revoke it.")
                        : grid(all));
    }

    private Grid<ApiToken> grid(List<ApiToken> all) {
        var grid = new Grid<ApiToken>();
        grid.addColumn(ApiToken::name).setHeader("For");
        grid.addColumn(token -> accounts.name(token.person())).setHeader("Acts for");
        grid.addColumn(token ->
                        token.rights().stream().map(TokensView::word).sorted().collect(Collectors.joining(", ")))
                .setHeader("Rights")
                .setFlexGrow(2);
        grid.addColumn(token -> token.used() == null ? "Never" : When.shortly(token.used(), clock.instant()))
                .setHeader("Last used");
        grid.addComponentColumn(this::state).setHeader("State");
        grid.addComponentColumn(this::revoke).setHeader("");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setItems(all);
        return grid;
    }

    private Component state(ApiToken token) {
        if (token.revoked() != null) {
            return new Tag("Revoked", Tone.NEUTRAL);
        }
        return token.isValid(clock.instant())
                ? new Span("Until " + When.shortly(token.expires(), clock.instant()))
                : new Tag("Expired", Tone.NEUTRAL);
    }

    private Component revoke(ApiToken token) {
        if (!token.isValid(clock.instant())) {
            return new Span();
        }
        return Commands.small(Commands.quiet("Revoke", () -> {
            tokens.revoke(token.id());
            refresh();
        }));
    }

    private Component form() {
        var name = new TextField("What is it for?");
        name.setWidthFull();
        var life = new Select<Duration>();
        life.setLabel("Ends after");
        life.setItems(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));
        life.setItemLabelGenerator(days -> days.toDays() + " days");
        life.setValue(Duration.ofDays(90));
        var scope = new CheckboxGroup<Right>("Rights");
        scope.setItems(rights.actor().rights().stream().sorted().toList());
        scope.setItemLabelGenerator(TokensView::word);
        scope.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        var refusal = new Div();
        var make = Commands.primary("Make the token", () -> {
            refusal.removeAll();
            if (name.isEmpty() || scope.getValue().isEmpty()) {
                refusal.add(new Note(Tone.BAD, "Say what the token is for, and give it at least one right."));
                return;
            }
            shown(tokens.make(name.getValue(), scope.getValue(), life.getValue()));
        });
        var form = new Div(name, life, scope, refusal, Gate.row(make, Commands.quiet("Cancel", this::close)));
        form.addClassName("form");
        return new Pane("Make a token", form);
    }

    private void shown(ApiTokens.Made made) {
        refresh();
        var secret = new Code(made.secret());
        secret.addClassName("secret");
        secret.setId("token");
        var form = new Div(
                new Note(Tone.ACCENT, "Send it as “Authorization: Bearer” and the token. It is shown only now."),
                secret,
                Gate.row(Commands.plain("Done", this::close)));
        form.addClassName("form");
        beside(new Pane("Token for " + made.token().name(), form));
    }

    private static String word(Right right) {
        return right.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void beside(Component part) {
        aside.removeAll();
        aside.add(part);
        aside.setVisible(true);
        header.commands();
    }

    private void close() {
        aside.removeAll();
        aside.setVisible(false);
        header.commands(Commands.primary("Make a token", () -> beside(form())));
    }
}

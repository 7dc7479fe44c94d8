package io.suture.studio;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.WebStorage;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.suture.studio.kit.AtWork;
import io.suture.studio.kit.Avatar;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Finder;
import io.suture.studio.kit.Finding;
import io.suture.studio.kit.Finding.Found;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.KeyHelp;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.kit.PageKeys;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// The frame around every screen of somebody who is signed in: the navigation at the left, folded to its icons where a
/// view is [AtWork]. Features put their entries in as [NavigationEntry] beans.
@Layout
@PermitAll
@JsModule("./kit/panes.ts")
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {
    private static final long serialVersionUID = 1L;
    private static final int BOTTOM = 900;
    private static final String THEME = "suture-theme";

    private final transient Actor actor;
    private final transient AuthenticationContext authentication;
    private final transient List<NavigationEntry> entries;
    private final Map<String, Anchor> links = new LinkedHashMap<>();
    private final Nav nav = new Nav();
    private final Div content = new Div();
    private final transient List<Finding> findings;
    private ColorScheme.Value scheme = ColorScheme.Value.SYSTEM;
    private transient @Nullable HasElement view;

    MainLayout(
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<Finding> findings,
            Rights rights,
            AuthenticationContext authentication) {
        this.findings = findings.orderedStream().toList();
        this.actor = rights.actor();
        this.authentication = authentication;
        this.entries = entries.stream()
                .filter(entry -> entry.right() == null || actor.may(entry.right()))
                .sorted(Comparator.comparingInt(NavigationEntry::order))
                .toList();
        addClassName("app");
        nav.addClassName("nav");
        nav.getElement().setAttribute("aria-label", "Main");
        content.addClassName("content");
        add(nav, content);
        PageKeys.always(this, PageKeys.control("k"), this::find);
        PageKeys.anywhere(this, PageKeys.letter("?"), () -> new KeyHelp().open());
        fill();
    }

    /// What is on the page first, then the pages, then what features keep.
    private void find() {
        var among = new ArrayList<Finding>();
        if (view instanceof Finding onPage) {
            among.add(onPage);
        }
        among.add(this::pages);
        among.addAll(findings);
        new Finder(among).open();
    }

    private List<Found> pages(String typed) {
        return entries.stream()
                .map(entry -> new Found(
                        entry.label(), "Page", "", () -> UI.getCurrent().navigate(entry.route())))
                .filter(found -> found.matches(typed))
                .toList();
    }

    private void fill() {
        nav.removeAll();
        links.clear();
        Span mark = Icon.BRAND.create();
        mark.addClassName("acc");
        var brand = new Anchor("", mark, word("Suture"));
        brand.addClassName("brand");
        brand.setTitle("Suture");
        nav.add(brand);
        entries.stream().filter(entry -> entry.order() < BOTTOM).forEach(this::link);
        var gap = new Div();
        gap.addClassName("grow");
        nav.add(gap);
        entries.stream().filter(entry -> entry.order() >= BOTTOM).forEach(this::link);
        nav.add(keysButton(), themeButton(), person());
    }

    private void link(NavigationEntry entry) {
        var link = new Anchor(entry.route(), entry.icon().create(), word(entry.label()));
        link.setTitle(entry.label());
        int waiting = entry.waiting().getAsInt();
        if (waiting > 0) {
            link.add(new Badge(waiting));
            link.setTitle(entry.label() + ", " + waiting + " waiting");
        }
        links.put(entry.route(), link);
        nav.add(link);
    }

    private Component themeButton() {
        var button = new NativeButton();
        button.add(Icon.MOON.create(), word("Light or dark"));
        button.setTitle("Light or dark: system");
        button.addClickListener(click -> {
            use(next(scheme));
            WebStorage.setItem(WebStorage.Storage.LOCAL_STORAGE, THEME, scheme.name());
            button.setTitle("Light or dark: " + scheme.name().toLowerCase(Locale.ROOT));
        });
        return button;
    }

    private static Component keysButton() {
        var button = new NativeButton();
        button.add(Icon.KEYS.create(), word("Keys"));
        button.setTitle("Keys (?)");
        button.addClickListener(click -> new KeyHelp().open());
        return button;
    }

    private Component person() {
        var button = new NativeButton();
        button.add(new Avatar(actor.name()), word(actor.name()));
        button.setTitle(actor.name());
        button.setId("person");
        var menu = new ContextMenu(button);
        menu.setOpenOnClick(true);
        menu.addItem("Change password", click -> getUI().ifPresent(ui -> ui.navigate("password")));
        menu.addItem("Sign out", click -> authentication.logout());
        return button;
    }

    private static Span word(String word) {
        var span = new Span(word);
        span.addClassName("word");
        return span;
    }

    @Override
    public void showRouterLayoutContent(HasElement view) {
        this.view = view;
        content.getElement().removeAllChildren();
        content.getElement().appendChild(view.getElement());
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        WebStorage.getItem(attached.getUI(), WebStorage.Storage.LOCAL_STORAGE, THEME, kept -> {
            if (kept != null) {
                use(ColorScheme.Value.valueOf(kept));
            }
        });
    }

    private void use(ColorScheme.Value chosen) {
        scheme = chosen;
        getUI().ifPresent(ui -> ui.getPage().setColorScheme(chosen));
    }

    private static ColorScheme.Value next(ColorScheme.Value scheme) {
        return switch (scheme) {
            case SYSTEM, NORMAL, LIGHT_DARK, DARK_LIGHT -> ColorScheme.Value.LIGHT;
            case LIGHT -> ColorScheme.Value.DARK;
            case DARK -> ColorScheme.Value.SYSTEM;
        };
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        fill();
        setClassName("work", event.getActiveChain().getFirst() instanceof AtWork);
        String path = event.getLocation().getPath();
        links.forEach((route, link) -> {
            if (path.equals(route) || path.startsWith(route + "/")) {
                link.getElement().setAttribute("aria-current", "page");
            }
        });
    }
}

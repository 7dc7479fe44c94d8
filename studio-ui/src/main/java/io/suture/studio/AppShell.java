package io.suture.studio;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/// The page around every screen: Vaadin's Aura, then ours over it, light or dark as the system is.
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("theme/tokens.css")
@StyleSheet("theme/icons.css")
@StyleSheet("theme/kit.css")
@StyleSheet("theme/vaadin.css")
@StyleSheet("theme/pages.css")
@StyleSheet("theme/monitor.css")
@StyleSheet("theme/lookup.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
@Push
public class AppShell implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addFavIcon("icon", "theme/suture.svg", "any");
    }
}

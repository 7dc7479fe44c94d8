package io.suture.studio.kit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;

/// The tabs of a thing that has several pages. Links, so that each can be opened beside and marked.
public final class Tabs extends Nav {
    private static final long serialVersionUID = 1L;

    public Tabs() {
        addClassName("tabs");
    }

    /// @param badge a count beside the word, or a negative number for none
    public Tabs tab(String word, String route, boolean current, long badge) {
        var tab = new Anchor(route, word);
        tab.setRouterIgnore(false);
        if (current) {
            tab.getElement().setAttribute("aria-current", "page");
        }
        if (badge >= 0) {
            tab.add(new Badge(badge));
        }
        add(tab);
        return this;
    }

    public Tabs tab(String word, String route, boolean current) {
        return tab(word, route, current, -1);
    }
}

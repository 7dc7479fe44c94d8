package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.dom.DomListenerRegistration;
import com.vaadin.flow.dom.Element;

/// Keys that act on a page, except where a person is typing: there Delete and Ctrl+Z are the text's own.
public final class PageKeys {
    private static final String NOT_TYPING =
            " && !event.composedPath().some(node => node.matches?.('input, textarea, select, [contenteditable=true]'))";

    /// Where a browser keeps whether single letters act: whoever dictates switches them off (WCAG 2.2, 2.1.4).
    static final String LETTERS = "suture-letters";

    private static final String LETTERS_ACT = "localStorage.getItem('" + LETTERS + "') !== 'off'";

    private PageKeys() {}

    /// A single character, unless those are switched off.
    public static String letter(String character) {
        return "event.key === '" + character + "' && !event.ctrlKey && !event.altKey && !event.metaKey && "
                + LETTERS_ACT;
    }

    /// Ctrl, or Command on a Mac, with a letter.
    public static String control(String letter) {
        return "(event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === '" + letter + "'";
    }

    /// While the focus is within a component.
    ///
    /// @param condition of the browser's `event`: `event.key === 'F2'`
    public static void within(Component component, String condition, Runnable act) {
        listen(component.getElement(), "(" + condition + ")" + NOT_TYPING, act);
    }

    /// Wherever the focus is, as long as a component is on the page.
    public static void anywhere(Component component, String condition, Runnable act) {
        always(component, "(" + condition + ")" + NOT_TYPING, act);
    }

    /// Wherever the focus is, in a text too.
    public static void always(Component component, String condition, Runnable act) {
        component.addAttachListener(attached -> {
            DomListenerRegistration heard = listen(attached.getUI().getElement(), condition, act);
            component.addDetachListener(detached -> {
                heard.remove();
                detached.unregisterListener();
            });
        });
    }

    private static DomListenerRegistration listen(Element element, String condition, Runnable act) {
        return element.addEventListener("keydown", event -> act.run())
                .setFilter(condition)
                .preventDefault();
    }
}

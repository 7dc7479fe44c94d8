package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.dom.DomListenerRegistration;
import com.vaadin.flow.dom.Element;

/// Keys that act on a page, except where a person is typing: there Delete and Ctrl+Z are the text's own.
public final class PageKeys {
    private static final String TYPING =
            "event.composedPath().some(node => node.matches?.('input, textarea, select, [contenteditable=true]'))";

    private PageKeys() {}

    /// While the focus is within a component.
    ///
    /// @param condition of the browser's `event`: `event.key === 'F2'`
    public static void within(Component component, String condition, Runnable act) {
        listen(component.getElement(), condition, act);
    }

    /// Wherever the focus is, as long as a component is on the page.
    public static void anywhere(Component component, String condition, Runnable act) {
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
                .setFilter("(" + condition + ") && !" + TYPING)
                .preventDefault();
    }
}

package io.suture.studio.kit;

import com.vaadin.flow.component.Component;

/// Keeps the keyboard's place in a form that is made anew after each change: whoever tabs on must not start over.
public final class KeptFocus {
    private static final String PLACES =
            "[...this.querySelectorAll('input, textarea, button, formula-editor, [tabindex=\"0\"]')]";

    private final Component form;

    public KeptFocus(Component form) {
        this.form = form;
        form.addAttachListener(attached -> form.getElement()
                .executeJs("this.addEventListener('focusin', event => this.focusPlace = " + PLACES
                        + ".findIndex(place => event.composedPath().includes(place)))"));
    }

    /// Call it when the form was filled again. Focus that went elsewhere meanwhile stays there.
    public void restore() {
        form.getElement()
                .executeJs("requestAnimationFrame(() => { if (document.activeElement === document.body) " + PLACES
                        + "[this.focusPlace ?? -1]?.focus() })");
    }
}

package io.suture.studio.kit;

import com.vaadin.flow.component.notification.Notification;

/// Says for six seconds that work in the background is finished. Never for errors: those stay beside what they
/// concern.
public final class Toast {
    private static final int MILLISECONDS = 6000;

    private Toast() {}

    /// Belongs to the UI thread.
    public static void finished(String sentence) {
        Notification.show(sentence, MILLISECONDS, Notification.Position.BOTTOM_START);
    }
}

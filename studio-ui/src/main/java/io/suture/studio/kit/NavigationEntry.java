package io.suture.studio.kit;

import io.suture.studio.security.Right;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// One line of the navigation. A feature offers it as a bean of its public *Navigation class.
///
/// @param label   the word
/// @param icon    before it, and alone where there is no room
/// @param route   where it leads, without a leading slash
/// @param order   from the top, in tens: channels 10, messages 20, monitor 30, approvals 40, schemas 50,
/// lookup tables 60,
///                templates 70, audit 80; 900 and up stand at the bottom
/// @param right   who sees it, or null for everybody
/// @param waiting how many things wait there for this person; 0 shows nothing. Asked each time a page opens,
/// so cheap
public record NavigationEntry(
        String label,
        Icon icon,
        String route,
        int order,
        @Nullable Right right,
        IntSupplier waiting) {

    public NavigationEntry(String label, Icon icon, String route, int order, @Nullable Right right) {
        this(label, icon, route, order, right, () -> 0);
    }
}

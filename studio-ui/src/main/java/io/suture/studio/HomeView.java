package io.suture.studio;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import org.springframework.beans.factory.ObjectProvider;

/// The address without a path: leads to the first thing in the navigation that this person may see.
@Route("")
@PermitAll
class HomeView extends Main implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient ObjectProvider<NavigationEntry> entries;
    private final transient Rights rights;

    HomeView(ObjectProvider<NavigationEntry> entries, Rights rights) {
        this.entries = entries;
        this.rights = rights;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Actor actor = rights.actor();
        entries.stream()
                .filter(entry -> entry.right() == null || actor.may(entry.right()))
                .min(Comparator.comparingInt(NavigationEntry::order))
                .ifPresent(entry -> event.forwardTo(entry.route()));
    }
}

package io.suture.studio.channel.frame;

import static io.suture.studio.kit.Markup.tag;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Presence;
import io.suture.studio.kit.Avatar;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who else has the Channel open, and who of them edits it.
final class Company extends Span {
    private transient Presence.@Nullable Visit visit;

    Company() {
        addClassNames("line", "gap4");
        getElement().setAttribute("role", "status");
    }

    /// @param changed runs in the page when others came, went, took over or changed the draft
    void enter(UI ui, Presence presence, ChannelId channel, Actor who, Runnable changed) {
        visit = presence.enter(
                channel,
                who,
                () -> ui.access(() -> {
                    if (visit != null) {
                        show();
                        changed.run();
                    }
                }));
        show();
        changed.run();
    }

    void leave() {
        if (visit != null) {
            visit.leave();
            visit = null;
        }
    }

    /// Somebody else who edits the draft now.
    Optional<String> editor() {
        return visit == null ? Optional.empty() : visit.editor();
    }

    /// Whether this person may edit now; from then on nobody else does without taking over.
    boolean isMyTurn() {
        return visit == null || visit.edit();
    }

    void takeOver() {
        if (visit != null) {
            visit.takeOver();
            show();
        }
    }

    /// Tells the others that the draft is another.
    void tell() {
        if (visit != null) {
            visit.tell();
        }
    }

    private void show() {
        if (visit == null) {
            return;
        }
        removeAll();
        visit.others().forEach(name -> add(new Avatar(name)));
        visit.editor().ifPresent(name -> add(tag(name + " is editing", Tone.WARN)));
    }
}

package io.suture.studio.channel;

import io.suture.studio.security.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has which Channel's pages open, and which one of them edits its draft. Whoever changes a draft first edits it,
/// as
/// long as one of their pages is open; another may take over. It keeps people from treading on each other's toes; that
/// no page overwrites what it has not seen is seen to by the draft's revision.
public final class Presence {
    private final Map<ChannelId, Room> rooms = new HashMap<>();

    /// Pages that are open on one Channel.
    private static final class Room {
        private final List<Visit> visits = new ArrayList<>();
        private @Nullable Actor editor;
    }

    /// One open page.
    public final class Visit {
        private final ChannelId channel;
        private final Actor who;
        private final Runnable changed;

        private Visit(ChannelId channel, Actor who, Runnable changed) {
            this.channel = channel;
            this.who = who;
            this.changed = changed;
        }

        /// The names of the others who have the Channel open, each once.
        public List<String> others() {
            synchronized (rooms) {
                return room().visits.stream()
                        .map(visit -> visit.who)
                        .filter(other -> !other.id().equals(who.id()))
                        .map(Actor::name)
                        .distinct()
                        .toList();
            }
        }

        /// Somebody else who edits it now.
        public Optional<String> editor() {
            synchronized (rooms) {
                return Optional.ofNullable(room().editor)
                        .filter(editor -> !editor.id().equals(who.id()))
                        .map(Actor::name);
            }
        }

        /// Makes this person the one who edits, unless somebody else is.
        ///
        /// @return whether this person edits now
        public boolean edit() {
            return become(false);
        }

        /// Makes this person the one who edits; whoever did is told.
        public void takeOver() {
            become(true);
        }

        private boolean become(boolean anyway) {
            synchronized (rooms) {
                Actor editor = room().editor;
                if (editor != null && editor.id().equals(who.id())) {
                    return true;
                }
                if (editor != null && !anyway) {
                    return false;
                }
                room().editor = who;
            }
            tell();
            return true;
        }

        /// Tells the pages of all others that the draft is another.
        public void tell() {
            List<Visit> told;
            synchronized (rooms) {
                told = room().visits.stream().filter(visit -> visit != this).toList();
            }
            told.forEach(visit -> visit.changed.run());
        }

        /// The page is closed.
        public void leave() {
            synchronized (rooms) {
                Room room = room();
                room.visits.remove(this);
                UUID id = who.id();
                if (room.editor != null
                        && room.editor.id().equals(id)
                        && room.visits.stream()
                                .noneMatch(visit -> visit.who.id().equals(id))) {
                    room.editor = null;
                }
            }
            tell();
            synchronized (rooms) {
                if (room().visits.isEmpty()) {
                    rooms.remove(channel);
                }
            }
        }

        private Room room() {
            return rooms.computeIfAbsent(channel, any -> new Room());
        }
    }

    /// Opens a page.
    ///
    /// @param changed called from any thread when others came, went, took over or changed the draft
    public Visit enter(ChannelId channel, Actor who, Runnable changed) {
        var visit = new Visit(channel, who, changed);
        synchronized (rooms) {
            visit.room().visits.add(visit);
        }
        visit.tell();
        return visit;
    }
}

package io.suture.studio.mapping;

import io.suture.engine.channel.Channel;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.suggestion.Library;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.template.TemplateCatalog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The data type maps that all Channels of this studio take from: HL7's as they ship, and this team's own, which stand
/// before them. A Channel owns its copy: it may be changed there, shared from there, and another version taken again.
/// What a version holds never changes, and no Channel gets another one by itself.
public final class SharedMaps {
    private final SharedMapStore store;
    private final Rights rights;
    private final AuditTrail audit;
    private final InstantSource clock;

    SharedMaps(SharedMapStore store, Rights rights, AuditTrail audit, InstantSource clock) {
        this.store = store;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /// How a Channel's copy of a map stands to the one that is shared.
    public enum Standing {
        /// The Channel alone has it.
        OWN,
        /// The same rows, as they ship or as the team shares them.
        SAME,
        /// The Channel changed its copy of the newest version.
        CHANGED,
        /// The team has shared a newer version since.
        OLDER
    }

    /// Whose the map is that a Channel's copy is compared with.
    ///
    /// @param standing how the copy stands to it
    /// @param team     whether the team shares it; else it ships, or there is none
    /// @param version  of the shared one; 0 where there is none
    public record Compared(Standing standing, boolean team, int version) {}

    /// What a drag may bring into a Channel.
    Library library() {
        Library shipped = TemplateCatalog.library();
        List<Mapping> team = store.newest();
        var maps = new ArrayList<>(team);
        List<String> own = team.stream().map(Mapping::name).toList();
        shipped.maps().stream().filter(map -> !own.contains(map.name())).forEach(maps::add);
        return new Library(maps, shipped.tables());
    }

    /// The shared one of that name.
    public Optional<Mapping> find(String name) {
        rights.require(Right.READ_CHANNELS);
        return library().maps().stream().filter(map -> map.name().equals(name)).findFirst();
    }

    public Compared compare(Mapping copy) {
        Optional<Mapping> shared = find(copy.name());
        if (shared.isEmpty()) {
            return new Compared(Standing.OWN, false, 0);
        }
        boolean team = !TemplateCatalog.library().maps().contains(shared.get());
        int version = shared.get().version();
        Standing standing;
        if (copy.inVersion(version).equals(shared.get())) {
            standing = Standing.SAME;
        } else if (team && copy.version() < version) {
            standing = Standing.OLDER;
        } else {
            standing = Standing.CHANGED;
        }
        return new Compared(standing, team, version);
    }

    /// Shares a Channel's copy with the team, as the next version.
    ///
    /// @param why what is different, for those who decide whether to take it
    /// @return the Channel, whose copy is that version now; empty where somebody shared another one just then
    public Optional<Channel> share(Channel channel, String name, String why) {
        var actor = rights.require(Right.EDIT_DRAFTS);
        var place = new MappingPlace.SubMapping(name);
        Mapping copy = place.in(channel).orElseThrow();
        Mapping next = copy.inVersion(find(name).map(Mapping::version).orElse(0) + 1);
        if (!store.add(next, why, actor.id(), clock.instant())) {
            return Optional.empty();
        }
        audit.record(AuditEvent.success("share-map", "map " + name + " v" + next.version(), why));
        return Optional.of(place.with(channel, next));
    }

    /// The Channel with the shared one in the place of its copy.
    public Channel take(Channel channel, String name) {
        return find(name)
                .map(shared -> new MappingPlace.SubMapping(name).with(channel, shared))
                .orElse(channel);
    }
}

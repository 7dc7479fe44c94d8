package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.mapping.Mapping;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.SharedMaps;
import io.suture.studio.mapping.SharedMaps.Compared;
import java.util.Optional;

/// What is known of the data type map that is open: how often this Channel uses it, how its copy stands to the shared
/// one, and what can be done about that. Hidden for a Destination's own Mapping.
final class MapBar extends Div {
    private final transient SharedMaps shared;
    private final transient Host host;

    /// The page that the map is open on.
    interface Host {
        Channel channel();

        boolean editable();

        /// @param what the change in words, as undo names it
        /// @return whether it was saved
        boolean save(String what, Channel changed);

        /// Opens another of the Channel's Mappings.
        void open(MappingPlace place);
    }

    MapBar(SharedMaps shared, Host host) {
        this.shared = shared;
        this.host = host;
        addClassNames("bar", "map-bar");
        getElement().setAttribute("data-test", "map-bar");
        setVisible(false);
    }

    void show(Channel channel, MappingPlace place) {
        Optional<Mapping> map = place instanceof MappingPlace.SubMapping ? place.in(channel) : Optional.empty();
        setVisible(map.isPresent());
        removeAll();
        map.ifPresent(open -> show(channel, place, open));
    }

    private void show(Channel channel, MappingPlace place, Mapping map) {
        int uses = place.made(channel).size();
        Compared compared = shared.compare(map);
        add(
                small(button(
                        "Back",
                        "left",
                        click -> host.open(MappingPlace.of(channel).getFirst()))),
                text(map.name(), "name"),
                text(uses == 0 ? "not used" : "used in " + counted(uses, "place"), "mid"),
                text(words(map, compared), "mid", "cut"));
        var end = text("", "end");
        if (host.editable()) {
            switch (compared.standing()) {
                case SAME -> {}
                case OWN -> end.add(small(button("Share with the team", click -> share(map))));
                case CHANGED ->
                    end.add(
                            take(map, "Undo this channel's changes"),
                            small(button("Share with the team", click -> share(map))));
                case OLDER ->
                    end.add(
                            take(map, "Take version " + compared.version()),
                            small(button("Share with the team", click -> share(map))));
            }
        }
        add(end);
    }

    private static String words(Mapping map, Compared compared) {
        String whose = compared.team() ? "the team's version " + compared.version() : "HL7's, as it ships";
        return switch (compared.standing()) {
            case OWN -> "This channel alone has it.";
            case SAME -> "It is " + whose + ". What you change here changes this channel only.";
            case CHANGED -> "This channel changed it; the shared one is " + whose + ".";
            case OLDER ->
                "This channel has version " + map.version() + "; the team shared version " + compared.version()
                        + " since.";
        };
    }

    private com.vaadin.flow.component.button.Button take(Mapping map, String words) {
        return small(quiet(button(
                words,
                click -> host.save("Took the shared map " + map.name(), shared.take(host.channel(), map.name())))));
    }

    private void share(Mapping map) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Share " + map.name() + " with the team");
        dialog.setWidth("520px");
        var why = new TextField("What is different");
        why.setHelperText("Drags in all channels bring this version from now on. Channels that have another keep it "
                + "until somebody takes this one.");
        why.setWidthFull();
        var share = primary(button("Share", click -> {
            if (why.getValue().isBlank()) {
                why.setInvalid(true);
                why.setErrorMessage("Say it for those who decide whether to take it.");
                return;
            }
            Optional<Channel> after =
                    shared.share(host.channel(), map.name(), why.getValue().strip());
            if (after.isEmpty()) {
                why.setInvalid(true);
                why.setErrorMessage("Somebody shared another version at this moment. Look at theirs first.");
                return;
            }
            dialog.close();
            host.save("Shared the map " + map.name(), after.get());
        }));
        dialog.add(why);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), share);
        dialog.open();
        why.focus();
    }
}

package io.suture.studio.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.studio.channel.Presence.Visit;
import io.suture.studio.security.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final Presence presence = new Presence();
    private final ChannelId channel = new ChannelId(UUID.randomUUID());
    private final Actor ines = new Actor(UUID.randomUUID(), "Ines", Set.of());
    private final Actor maud = new Actor(UUID.randomUUID(), "Maud", Set.of());
    private final List<String> told = new ArrayList<>();

    @Test
    void whoeverChangesFirstEdits() {
        Visit first = enter(ines);
        Visit second = enter(maud);

        assertThat(first.edit()).isTrue();
        assertThat(second.edit()).isFalse();
        assertThat(second.editor()).contains("Ines");
        assertThat(first.editor()).isEmpty();
    }

    @Test
    void anotherTakesOverAndWhoeverEditedIsTold() {
        Visit first = enter(ines);
        first.edit();
        Visit second = enter(maud);
        told.clear();

        second.takeOver();

        assertThat(told).containsExactly("Ines");
        assertThat(first.edit()).isFalse();
        assertThat(first.editor()).contains("Maud");
    }

    @Test
    void onesOwnTabsDoNotStandInEachOthersWay() {
        Visit first = enter(ines);
        Visit second = enter(ines);
        first.edit();

        assertThat(second.edit()).isTrue();
        assertThat(second.others()).isEmpty();
        first.leave();
        assertThat(enter(maud).editor()).contains("Ines");
    }

    @Test
    void whoeverClosesTheLastPageEditsNoMore() {
        Visit first = enter(ines);
        first.edit();
        Visit second = enter(maud);
        assertThat(second.others()).containsExactly("Ines");
        told.clear();

        first.leave();

        assertThat(told).containsExactly("Maud");
        assertThat(second.others()).isEmpty();
        assertThat(second.edit()).isTrue();
    }

    @Test
    void otherChannelsAreNotConcerned() {
        enter(ines).edit();
        Visit elsewhere = presence.enter(new ChannelId(UUID.randomUUID()), maud, () -> {});

        assertThat(elsewhere.edit()).isTrue();
    }

    private Visit enter(Actor who) {
        return presence.enter(channel, who, () -> told.add(who.name()));
    }
}

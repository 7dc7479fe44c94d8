package io.suture.studio.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.db.Database;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.value.FieldPath;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.mapping.SharedMaps.Compared;
import io.suture.studio.mapping.SharedMaps.Standing;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Rights;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedMapsTest {
    private static final MappingPlace.SubMapping XPN = new MappingPlace.SubMapping("XPN");

    private final List<AuditEvent> audited = new ArrayList<>();
    private final Channel channel = TemplateCatalog.channel("lab-results").orElseThrow();
    private Actor actor = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    private Database database;
    private SharedMaps maps;

    @BeforeEach
    void start() {
        database = Database.temporary();
        maps = new SharedMaps(
                new SharedMapStore(database.sql()),
                () -> actor,
                audited::add,
                InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z")));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void a_copy_that_nobody_changed_is_the_one_that_ships() {
        assertThat(maps.compare(map(channel))).isEqualTo(new Compared(Standing.SAME, false, 1));
    }

    @Test
    void a_changed_copy_is_this_channels_alone_until_it_is_shared() {
        Channel changed = with("upper(XPN.1.1)");

        assertThat(maps.compare(map(changed)).standing()).isEqualTo(Standing.CHANGED);
        assertThat(maps.library().maps()).contains(map(channel)).doesNotContain(map(changed));

        Channel shared = maps.share(changed, "XPN", "Names in capitals").orElseThrow();

        assertThat(map(shared).version()).isEqualTo(2);
        assertThat(maps.compare(map(shared))).isEqualTo(new Compared(Standing.SAME, true, 2));
        assertThat(maps.library().maps()).contains(map(shared)).doesNotContain(map(channel));
        assertThat(audited).containsExactly(AuditEvent.success("share-map", "map XPN v2", "Names in capitals"));
    }

    @Test
    void a_channel_with_an_older_version_keeps_it_until_somebody_takes_the_newer_one() {
        assertThat(maps.share(with("upper(XPN.1.1)"), "XPN", "Names in capitals"))
                .isPresent();

        assertThat(maps.compare(map(channel))).isEqualTo(new Compared(Standing.OLDER, true, 2));

        Channel taken = maps.take(channel, "XPN");

        assertThat(maps.compare(map(taken)).standing()).isEqualTo(Standing.SAME);
        assertThat(map(taken).fields()).isEqualTo(map(with("upper(XPN.1.1)")).fields());
    }

    @Test
    void each_sharing_is_a_version_of_its_own() {
        Channel second = maps.share(with("upper(XPN.1.1)"), "XPN", "Capitals").orElseThrow();
        Channel third =
                maps.share(with("lower(XPN.1.1)"), "XPN", "Small letters").orElseThrow();

        assertThat(map(second).version()).isEqualTo(2);
        assertThat(map(third).version()).isEqualTo(3);
        assertThat(maps.compare(map(second)).standing()).isEqualTo(Standing.OLDER);
    }

    @Test
    void a_map_that_only_one_channel_has_is_its_own() {
        Mapping own = new Mapping(
                "House name",
                1,
                map(channel).source(),
                Map.of(),
                map(channel).target(),
                false,
                Map.of(),
                null,
                null,
                map(channel).fields());

        assertThat(maps.compare(own)).isEqualTo(new Compared(Standing.OWN, false, 0));
    }

    @Test
    void who_may_not_edit_drafts_shares_nothing() {
        actor = new Actor(UUID.randomUUID(), "tess", Role.AUDITOR.rights());

        assertThatThrownBy(() -> maps.share(channel, "XPN", "Mine")).isInstanceOf(Rights.Refused.class);
        assertThat(audited).isEmpty();
    }

    private Channel with(String family) {
        var mappings = new FieldMappings(
                List.of(new Hl7v2Format(), new FhirFormat()),
                new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> actor));
        return mappings.edit(channel, XPN, new Edit.SetFormula(FieldPath.of("family"), new Formula(family)))
                .channel();
    }

    private static Mapping map(Channel channel) {
        return XPN.in(channel).orElseThrow();
    }
}

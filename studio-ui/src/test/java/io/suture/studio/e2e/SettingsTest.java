package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.studio.channel.ChannelSummary;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A channel's ends as an analyst sets them: what it begins with, where it goes, and how.
@Tag("browser")
class SettingsTest extends LabTest {
    @Test
    void a_channel_begins_with_files_of_ones_own_and_ends_in_json_of_ones_own() {
        page.navigate(lab.studio().address() + "/channels");
        hand.button("New channel").click();
        page.getByLabel("Name in words").fill("Orders of the north");
        page.getByLabel("Name in words").press("Tab");
        hand.find("Messages come in as", "A delimited file of my own");
        hand.button("Make channel").click();
        assertThat(hand.dialog()).containsText("Give a sample or a schema, so that its fields are known.");
        page.getByLabel("Some lines of the file").fill("mrn;family;taken\n0017;Quill;2026-01-02\n");
        assertThat(hand.dialog().locator(".table-preview")).containsText("3 columns");
        page.getByLabel("Name of that schema").first().fill("Lab orders");
        hand.find("Time zone of the sender", "Europe/Vienna");
        hand.find("They go out as", "JSON of my own");
        page.getByLabel("A JSON Schema, or a message as JSON").fill("{\"patient\":{\"mrn\":\"0017\"}}");
        assertThat(hand.dialog()).containsText("Learned from 1 message.");
        page.getByLabel("Name of that schema").last().fill("Lab orders");
        Chromium.shootAll(page, "settings-new-channel");
        hand.button("Make channel").click();
        page.waitForURL("**/mapping");

        Channel made = channel("orders-of-the-north");
        assertThat(made.schemas()).extracting(schema -> schema.name()).containsExactly("lab-orders", "lab-orders-2");
        assertThat(made.schemas().getFirst().content())
                .isInstanceOfSatisfying(
                        Delimited.class, file -> assertThat(file.columns()).hasSize(3));
        assertThat(made.source().schema()).isEqualTo(made.schemas().getFirst().ref());
        assertThat(made.destinations().getFirst().mapping().target())
                .isEqualTo(made.schemas().getLast().ref());
        assertThat(page.locator(".head h1")).containsText("Orders of the north");
        hand.button("Canvas").click();
        assertThat(page.locator("mapping-canvas #count")).containsText("lines");
        Chromium.shoot(page, "settings-new-mapping");
        assertThat(row("source", "family")).isVisible();
        assertThat(row("target", "patient")).isVisible();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_destination_is_added_told_where_to_go_and_how_long_to_try_and_removed() {
        Draft draft = lab.draft(ines, "lab-results", "lab-results-settings", Map.of());
        page.navigate(lab.studio().address() + "/channels/" + draft.id() + "/settings");
        hand.button("Add destination").click();
        hand.field("Name").fill("archive");
        hand.find("Messages go out as", "ORU^R01 2.5.1");
        assertThat(hand.dialog().getByLabel("Everything as it is, except what is mapped"))
                .isVisible();
        page.getByLabel("Everything as it is, except what is mapped").check();
        Chromium.shootAll(page, "settings-add-destination");
        hand.button("Add").click();
        Locator archive = page.locator("[data-test=destination-archive]");
        hand.fill(archive.getByLabel("Host"), "archive.example");
        Lab.await("the host is not saved", () -> end("archive", "host").equals("archive.example"));
        archive.getByText("Limits and patience").click();
        hand.fill(archive.getByLabel("Messages a second at most"), "many");
        assertThat(archive).containsText("The setting rateLimit is a number of messages each second.");
        hand.fill(archive.getByLabel("Messages a second at most"), "25");
        hand.fill(archive.getByLabel("Connections", new Locator.GetByLabelOptions().setExact(true)), "4");
        archive.getByText("Encryption").click();
        hand.find(archive.getByLabel("Speak TLS"), "Yes");
        archive.getByText("Trying again").click();
        hand.fill(archive.getByLabel("First try again after"), "5");
        Lab.await(
                "the retry is not saved",
                () -> archive().retry().firstMillis() == 5_000
                        && end("archive", "tls").equals("true"));
        assertThat(archive).containsText("2 set");
        Chromium.shootAll(page, "settings-destination");
        assertThat(end("archive", "connections")).isEqualTo("4");
        assertThat(end("archive", "rateLimit")).isEqualTo("25");
        assertThat(channel("lab-results-settings").rules().otherwise()).contains("archive");
        Accessibility.check(page, "settings-destination");

        hand.fill(archive.getByLabel("Messages a second at most"), "");
        Lab.await("the limit is not gone", () -> end("archive", "rateLimit").isEmpty());
        hand.button("Remove the destination archive").click();
        Lab.await(
                "the destination is not removed",
                () -> channel("lab-results-settings").destinations().size() == 1);
        page.keyboard().press("Control+z");
        assertThat(archive).isVisible();
        assertThat(chromium.errors()).isEmpty();
    }

    private Locator row(String side, String name) {
        return page.locator(
                        "mapping-canvas .side." + side + " .row:visible", new Page.LocatorOptions().setHasText(name))
                .first();
    }

    private Destination archive() {
        return channel("lab-results-settings").destinations().getLast();
    }

    private String end(String destination, String setting) {
        return channel("lab-results-settings").destinations().stream()
                .filter(one -> one.name().equals(destination))
                .map(one -> one.endpoint().setting(setting, ""))
                .findFirst()
                .orElse("");
    }

    private Channel channel(String name) {
        return lab.as(ines, () -> {
            Drafts drafts = lab.bean(Drafts.class);
            ChannelSummary summary = drafts.channels().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            return drafts.open(summary.id()).orElseThrow().channel();
        });
    }
}

package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.suture.engine.channel.Channel;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The schemas of a channel as an analyst works on them.
@Tag("browser")
class SchemasTest extends LabTest {
    private Draft draft;
    private int drafts;

    @BeforeEach
    void open() {
        draft = lab.draft(ines, "lab-results", Lab.CHANNEL + "-" + ++drafts, Map.of());
        lab.as(
                ines,
                () -> lab.bean(Samples.class)
                        .keep(
                                draft.id().value(),
                                "With insurance",
                                Lab.RESULT
                                        .replace("\rORC|", "\rZPI|P7|20271231|17^Lee\rORC|")
                                        .getBytes(StandardCharsets.UTF_8)));
        page.navigate(lab.studio().address() + "/channels/" + draft.id() + "/schemas");
        assertThat(page.locator(".table-list li")).hasCount(2);
    }

    @Test
    void a_profile_is_learned_from_samples_named_and_put_in_the_place_of_the_standard() {
        newSchema("HL7 profile", "North hospital");
        assertThat(hand.dialog().getByText("ZPI, 3 fields, after PID in PATIENT_RESULT.PATIENT"))
                .isVisible();
        Chromium.shootAll(page, "schemas-new-profile");
        hand.button("Add schema").click();
        hand.fill("Name of ZPI-1", "Plan");
        hand.fill("Name of ZPI", "Insurance at North");
        hand.fill("Name of ZPI-3.2", "Case worker");
        Lab.await(
                "the names are not saved",
                () -> profile()
                        .segment("ZPI")
                        .flatMap(segment -> segment.field(3))
                        .flatMap(part -> part.part(2))
                        .filter(part -> part.label().equals("Case worker"))
                        .isPresent());
        Chromium.shootAll(page, "schemas-profile");

        page.locator(".table-list button").first().click();
        hand.button("Replace what comes in").click();
        hand.find("Replace it by", "ORU^R01 2.5.1 with north-hospital");
        assertThat(hand.dialog().getByText("0 broken")).isVisible();
        Chromium.shoot(page, "schemas-replace-profile");
        hand.button("Replace").click();
        Lab.await(
                "the source is not replaced",
                () -> channel().source().schema().profile().equals("north-hospital"));
        page.locator(".seg button").filter(has("Tree")).click();
        assertThat(page.locator("vaadin-grid").getByText("PATIENT_RESULT")).isVisible();

        page.getByLabel("Undo (Ctrl+Z)").click();
        Lab.await(
                "the source is not as before",
                () -> channel().source().schema().profile().isEmpty());
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_delimited_file_is_read_from_pasted_lines_corrected_and_a_column_is_renamed_where_it_is_mapped() {
        newSchema("Delimited file", "Lab orders");
        page.getByLabel("Some lines of the file").fill("mrn;family;taken\n0017;Quill;2026-01-02\n0018;Öz;2026-01-03");
        assertThat(hand.dialog().locator(".table-preview")).containsText("3 columns");
        Chromium.shootAll(page, "schemas-new-delimited");
        hand.button("Add schema").click();
        hand.fill("Name in words of column 1", "Patient number");
        hand.fill("Name of column 2", "surname");
        hand.button("Column").click();
        Lab.await("the columns are not saved", () -> delimited().columns().size() == 4);
        assertThat(delimited().columns())
                .startsWith(
                        new Column("mrn", "Patient number", CellType.TEXT, false, ""),
                        new Column("surname", "", CellType.TEXT, false, ""),
                        new Column("taken", "", CellType.DATE, false, ""));
        assertThat(delimited().dialect().separator()).isEqualTo(";");
        Chromium.shootAll(page, "schemas-delimited");

        hand.fill("Name of column 3", "mrn");
        assertThat(page.locator(".notices")).containsText("There is a column called “mrn” already.");
        page.locator("[aria-label='Remove the schema']").click();
        Lab.await("the schema is not removed", () -> channel().schemas().isEmpty());
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void an_older_version_is_put_in_its_place_with_what_becomes_of_each_path() {
        int rows = channel().destinations().getFirst().mapping().fields().size();
        hand.button("Replace what comes in").click();
        hand.find("Replace it by", "ORU^R01 2.3");
        assertThat(hand.dialog().getByText("Moved, to be accepted")).isVisible();
        Chromium.shootAll(page, "schemas-replace");
        hand.button("Replace").click();
        Lab.await(
                "the source is not replaced",
                () -> channel().source().schema().version().equals("2.3"));
        assertThat(channel().destinations().getFirst().mapping().fields()).hasSize(rows);
        page.keyboard().press("Control+z");
        Lab.await(
                "the source is not as before",
                () -> channel().source().schema().version().equals("2.5.1"));
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void what_is_chosen_already_keeps_what_was_typed_when_it_is_clicked_again() {
        newSchema("Delimited file", "Twice");
        page.getByLabel("Some lines of the file").fill("a;b\n1;2\n");
        assertThat(hand.dialog().locator(".table-preview")).containsText("2 columns");
        page.locator(".new-table-body .seg button")
                .filter(has("Delimited file"))
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Twice clicked");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Some lines of the file")).hasValue("a;b\n1;2\n");
        assertThat(hand.dialog().locator(".table-preview")).containsText("2 columns");
        page.keyboard().press("Escape");
        assertThat(hand.dialog()).isHidden();
    }

    @Test
    void xsd_is_taken_with_its_root_and_a_document_type_is_refused() {
        newSchema("XML", "Result");
        upload("evil.xml", "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>");
        assertThat(hand.dialog()).containsText("declares a document type");
        assertThat(hand.button("Add schema")).isDisabled();
        page.keyboard().press("Escape");
        assertThat(hand.dialog()).isHidden();
        newSchema("XML", "Result");
        upload(
                "result.xsd",
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"result\"><xs:complexType>"
                        + "<xs:sequence><xs:element name=\"mrn\" type=\"xs:string\"/></xs:sequence></xs:complexType>"
                        + "</xs:element></xs:schema>");
        assertThat(hand.dialog()).containsText("Read as XSD.");
        hand.button("Add schema").click();
        Lab.await(
                "the schema is not saved",
                () -> channel().schemas().stream()
                        .anyMatch(schema ->
                                schema.content() instanceof Xml(String root, var files) && root.equals("result")));
        page.locator(".seg button").filter(has("Tree")).click();
        assertThat(page.locator("vaadin-grid")
                        .getByText("mrn", new Locator.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();
        assertThat(chromium.errors()).isEmpty();
    }

    private void newSchema(String sort, String name) {
        hand.button("New schema").click();
        Locator chosen = page.locator(".new-table-body .seg button").filter(has(sort));
        chosen.click();
        // The server marks it as it changes the form beneath: before, a file would go to the former form.
        assertThat(chosen).hasAttribute("aria-pressed", "true");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    }

    private void upload(String name, String text) {
        page.locator("vaadin-dialog vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload(name, "text/xml", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Locator.FilterOptions has(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private Channel channel() {
        return lab.as(
                ines,
                () -> lab.bean(Drafts.class).open(draft.id()).orElseThrow().channel());
    }

    private Hl7Profile profile() {
        return (Hl7Profile) channel().schemas().getFirst().content();
    }

    private Delimited delimited() {
        return (Delimited) channel().schemas().getFirst().content();
    }
}

package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.exchange.EditedWorkbook;
import io.suture.studio.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A channel that leaves as a file and comes back edited.
@Tag("browser")
class ExchangeTest extends LabTest {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final FieldPath GENDER = FieldPath.of("patient", "gender");

    private static final String PATIENTS = """
            {
              "$schema": "/schemas/channel.json", "version": 1, "name": "patients", "title": "Patients to the registry",
              "source": {
                "endpoint": {"connector": "http", "settings": {"zone": "Europe/Berlin"}}, "schema": "fhir:r4/Patient"
              },
              "rules": {"policy": "collect", "otherwise": ["registry"], "rules": []},
              "destinations": [{
                "name": "registry", "endpoint": {"connector": "fhir"},
                "mapping": {
                  "name": "To the registry", "source": "fhir:r4/Patient", "target": "fhir:r4/Patient",
                  "fields": [
                    {"target": "birthDate", "from": "birthDate"},
                    {"target": "deceasedBoolean", "from": "daysBetween(birthDate, now()) > 40000"}
                  ]
                }
              }]
            }
            """;

    private Draft draft;

    @BeforeAll
    void start() {
        draft = lab.draft(ines, "lab-results", Lab.CHANNEL, Map.of());
        lab.as(
                ines,
                () -> lab.bean(Samples.class)
                        .keep(draft.id().value(), "Potassium", Lab.RESULT.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_workbook_is_edited_brought_back_looked_at_applied_and_undone() throws IOException {
        open();
        menu();
        Chromium.shootAll(page, "exchange-menu");
        var workbook = new EditedWorkbook(download("Spreadsheet"));
        assertThat(workbook.text("fhir", "patient.gender", "Sample out")).isEqualTo("female");
        workbook.set("fhir", "patient.gender", "Made from", "lower(PID-8)");
        workbook.set("fhir", "patient.gender", "Note", "As the laboratory sends it.");
        workbook.set("fhir", "patient.birthDate", "Made from", "PID-799");
        workbook.delete("fhir", "patient.address");
        workbook.set(
                "Administrative sex",
                "F",
                workbook.rows("Administrative sex").get(2).get(1),
                "woman");

        bring("lab.xlsx", XLSX, workbook.bytes());

        Locator preview = page.locator("vaadin-dialog.import");
        assertThat(preview).containsText("1 added");
        assertThat(preview).containsText("2 changed");
        assertThat(preview).containsText("1 removed");
        assertThat(preview).containsText("1 refused");
        assertThat(preview).containsText("of “fhir”: ");
        assertThat(preview).containsText("PID-8 in 'Administrative sex'");
        Chromium.shootAll(page, "exchange-preview");
        assertThat(now().revision()).isEqualTo(draft.revision());

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply 4 changes"))
                .click();

        assertThat(page.locator(".notices")).containsText("Imported lab.xlsx: 4 changes.");
        Chromium.shoot(page, "exchange-applied");
        FieldMapping row = Edit.row(now().channel().destinations().getFirst().mapping(), GENDER)
                .orElseThrow();
        assertThat(row).isEqualTo(FieldMapping.from(GENDER, "lower(PID-8)").withNote("As the laboratory sends it."));
        page.locator(".notices")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        Lab.await("the import is not undone", () -> hash(now()).equals(hash(draft)));
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_document_is_exported_and_brought_back_and_what_is_no_workbook_is_refused() throws IOException {
        open();
        menu();
        byte[] json = download("JSON");
        assertThat(ChannelDocument.hash(ChannelDocument.read(json).orThrow())).isEqualTo(hash(now()));

        bring("channel.json", "application/json", json);
        Locator preview = page.locator("vaadin-dialog.import");
        assertThat(preview).containsText("Nothing in the file differs from the draft.");
        preview.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                .click();

        menu();
        bring("evil.xlsx", XLSX, "PK this is not packed".getBytes(StandardCharsets.UTF_8));
        assertThat(preview).containsText("Nothing was read.");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_mapping_between_fhir_resources_is_exported_as_a_structure_map_with_what_it_cannot_say() throws IOException {
        Draft patients = lab.as(
                ines,
                () -> lab.bean(Drafts.class)
                        .create(
                                ChannelDocument.read(PATIENTS.getBytes(StandardCharsets.UTF_8))
                                        .orThrow(),
                                "Made")
                        .orElseThrow());
        open(patients);
        menu();
        assertThat(page.locator(".exchange-fhir")).containsText("deceasedBoolean is not in the map");
        Chromium.shootAll(page, "exchange-fhir");
        assertThat(new String(download("StructureMap of registry"), StandardCharsets.UTF_8))
                .contains("\"resourceType\": \"StructureMap\"");
        assertThat(new String(download("FHIR mapping language of registry"), StandardCharsets.UTF_8))
                .contains("src.birthDate first as");
        assertThat(chromium.errors()).isEmpty();
    }

    private void open() {
        open(draft);
    }

    private void open(Draft channel) {
        page.navigate(lab.studio().address() + "/channels/" + channel.id() + "/mapping");
        assertThat(page.locator("[data-test=coverage]")).containsText("Required filled");
    }

    private void menu() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Export or import"))
                .click();
        assertThat(page.locator(".exchange-menu")).isVisible();
    }

    private byte[] download(String what) throws IOException {
        Download file =
                page.waitForDownload(() -> page.getByLabel("Export as " + what).click());
        return Files.readAllBytes(file.path());
    }

    private void bring(String name, String mediaType, byte[] bytes) {
        page.locator(".exchange-menu input[type=file]").setInputFiles(new FilePayload(name, mediaType, bytes));
    }

    private Draft now() {
        return lab.as(ines, () -> lab.bean(Drafts.class).open(draft.id()).orElseThrow());
    }

    private static String hash(Draft draft) {
        return ChannelDocument.hash(draft.channel());
    }
}

package io.suture.runtime.fhirstore;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.suture.db.Database;
import io.suture.db.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class FhirStoreFilesTest {
    private static final List<String> PLANTED = List.of(
            "Wunderlich", "wunderlich", "Kunigunde", "kunigunde", "mrn-77104432", "1931-07-19", "Plantedstreet");
    private static final String CONDITION = "Patient?identifier=urn:oid:1.2.3%7Cmrn-77104432";

    @TempDir
    private Path folder;

    @Test
    void the_files_of_the_database_hold_none_of_the_planted_patients() throws IOException {
        try (var database = Database.embedded(folder)) {
            var vault = Vault.open(database, folder, Map.of(), InstantSource.system());
            FhirContext context = FhirContext.forR4Cached();
            var store =
                    new FhirStore(new FhirResourceStore(database.sql(), vault), context, vault, InstantSource.system());
            store.transaction(inner -> inner.createUnless("Patient", CONDITION, patient("male")));
            store.transaction(inner -> inner.updateWhere("Patient", CONDITION, null, patient("female")));
            store.transaction(inner -> inner.patchWhere(
                    "Patient", CONDITION, null, "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"other\"}]"));
            assertThat(store.search("Patient", Map.of("family", List.of("Wunder"), "birthdate", List.of("1931-07-19"))))
                    .hasSize(1);
            assertThat(store.history("Patient", null)).hasSize(3);
        }

        // Names of tables stand in the files as they are, so that this search of them does find what is there.
        assertThat(filesWith("resource_version")).isNotEmpty();
        for (String planted : PLANTED) {
            assertThat(filesWith(planted)).as(planted).isEmpty();
        }
    }

    private static ObjectNode patient(String gender) {
        return (ObjectNode) FhirStore.JSON.readTree("""
                {"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.3","value":"mrn-77104432"}],
                "name":[{"family":"Wunderlich","given":["Kunigunde"]}],"birthDate":"1931-07-19","gender":"%s",
                "address":[{"line":["1 Plantedstreet"]}]}""".formatted(gender));
    }

    private List<Path> filesWith(String text) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}

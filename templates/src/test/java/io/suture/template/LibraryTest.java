package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.LookupTableDocument;
import io.suture.engine.document.MappingDocument;
import io.suture.engine.document.SchemaDocument;
import io.suture.engine.expression.Environment;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.suggestion.Library;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryTest {
    private static final Library LIBRARY = TemplateCatalog.library();
    private static final Path SHARED = shared();

    private static Path shared() {
        try {
            return Path.of(Objects.requireNonNull(LibraryTest.class.getResource("/templates/shared"))
                    .toURI());
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static List<String> files() throws IOException {
        try (var files = Files.walk(SHARED)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> SHARED.relativize(file).toString())
                    .toList();
        }
    }

    @Test
    void the_index_names_every_document() throws IOException {
        assertThat(Files.readAllLines(SHARED.resolve("INDEX"))).containsExactlyInAnyOrderElementsOf(files());
        assertThat(LIBRARY.maps()).extracting(Mapping::name).doesNotHaveDuplicates();
        assertThat(LIBRARY.tables()).extracting(LookupTable::name).doesNotHaveDuplicates();
    }

    @Test
    void every_document_is_written_in_canonical_form() throws IOException {
        for (String file : files()) {
            byte[] bytes = Files.readAllBytes(SHARED.resolve(file));
            assertThat(bytes).as(file).isEqualTo(again(file.substring(0, file.indexOf('/')), bytes));
        }
    }

    private static byte[] again(String folder, byte[] bytes) {
        return switch (folder) {
            case "maps" -> MappingDocument.write(MappingDocument.read(bytes).orThrow());
            case "lookups" ->
                LookupTableDocument.write(LookupTableDocument.read(bytes).orThrow());
            case "schemas" -> SchemaDocument.write(SchemaDocument.read(bytes).orThrow());
            default -> throw new AssertionError("What are " + folder + "?");
        };
    }

    static List<Mapping> maps() {
        return LIBRARY.maps();
    }

    /// What a resource needs besides, the mapping that uses a map must say.
    @ParameterizedTest
    @MethodSource("maps")
    void every_map_compiles_against_its_schemas(Mapping map) {
        Map<String, String> constants = new HashMap<>(Map.of("SENDER_ZONE", "America/New_York"));
        map.parameters().keySet().forEach(name -> constants.put(name, "any"));
        var environment = MappingEnvironment.of(
                Environment.of(List.of(new Hl7v2Format(), new FhirFormat()), LIBRARY.tables(), constants, Set.of()),
                LIBRARY.maps());

        assertThat(MappingCompiler.compile(map, environment).problems())
                .as(map.name())
                .filteredOn(problem -> !problem.code().equals("required-unmapped"))
                .extracting(Problem::message)
                .isEmpty();
        assertThat(map.fields()).isNotEmpty();
    }

    @Test
    void every_table_is_sound_and_no_status_has_a_default_of_its_own() {
        assertThat(LIBRARY.tables()).allSatisfy(table -> {
            assertThat(table.check()).as(table.name()).isEmpty();
            if (table.unknown() instanceof LookupTable.Unknown.Become(var code)) {
                assertThat(code).as(table.name()).isIn("unknown", "other");
            }
        });
    }
}

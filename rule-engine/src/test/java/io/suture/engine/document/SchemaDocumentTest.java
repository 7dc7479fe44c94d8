package io.suture.engine.document;

import static io.suture.engine.document.DocumentTest.CHANNEL;
import static io.suture.engine.document.DocumentTest.bytes;
import static io.suture.engine.document.DocumentTest.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Schemas of a Channel's own: documents, and parts of its document.
class SchemaDocumentTest {
    private static final String SCHEMA = """
            {
              "$schema": "/schemas/schema.json",
              "version": 1,
              "name": "orders",
              "revision": 2,
              "title": "Orders",
              "format": "csv",
              "message": "key",
              "key": "Order No",
              "dialect": {
                "separator": ";",
                "quote": "'",
                "header": true,
                "lineEnd": "lf",
                "charset": "ISO-8859-1",
                "erased": "NULL",
                "formulas": "kept"
              },
              "columns": [
                {"name": "Order No", "label": "Order number", "type": "text", "required": true, "example": "A-17"},
                {"name": "taken", "type": "date-time"}
              ]
            }
            """;

    @Test
    void a_schema_is_a_document_and_a_part_of_its_channel() {
        SchemaDefinition schema = SchemaDocument.read(bytes(SCHEMA)).orThrow();

        assertThat(schema.ref()).hasToString("csv:2/orders");
        assertThat(new String(SchemaDocument.write(schema), StandardCharsets.UTF_8))
                .isEqualTo(SCHEMA);
        assertThat(refusals("schema", SCHEMA)).isEmpty();
        isPartOfItsChannel(schema, SCHEMA);
    }

    private static final String PROFILE = """
            {
              "$schema": "/schemas/schema.json",
              "version": 1,
              "name": "north",
              "title": "North",
              "format": "hl7v2",
              "standard": "2.5.1",
              "structure": "ORU_R01",
              "segments": [
                {
                  "code": "ZPI",
                  "title": "Insurance",
                  "group": "PATIENT_RESULT.PATIENT",
                  "after": "PID",
                  "cardinality": "0..*",
                  "fields": [
                    {
                      "number": 1,
                      "label": "Plan",
                      "type": "CX",
                      "cardinality": "1..1",
                      "table": "N001",
                      "components": [
                        {"number": 11, "label": "Ward list"}
                      ]
                    }
                  ]
                }
              ],
              "tables": {"0001": ["F", "M"]}
            }
            """;

    @Test
    void an_hl7_profile_is_a_document_and_a_part_of_its_channel() {
        SchemaDefinition schema = SchemaDocument.read(bytes(PROFILE)).orThrow();
        assertThat(schema.ref()).hasToString("hl7v2:2.5.1/ORU_R01@north");
        assertThat(new String(SchemaDocument.write(schema), StandardCharsets.UTF_8))
                .isEqualTo(PROFILE);
        assertThat(refusals("schema", PROFILE)).isEmpty();
        isPartOfItsChannel(schema, PROFILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"ZPI\" | \"zpi\" | segments[0].code",
                "\"0..*\" | \"2..1\" | segments[0].cardinality",
                "\"number\": 11 | \"number\": 4000 | segments[0].fields[0].components[0].number"
            })
    void what_a_profile_cannot_mean_is_refused_where_it_stands(String good, String bad, String place) {
        assertThat(SchemaDocument.read(bytes(PROFILE.replace(good, bad))).problems())
                .extracting(Problem::path)
                .containsExactly(place);
    }

    @Test
    void json_and_xml_schemas_stand_in_documents_as_they_are_written_elsewhere() {
        String json = """
                {
                  "$schema": "/schemas/schema.json",
                  "version": 1,
                  "name": "visit",
                  "format": "json",
                  "definition": {"type": "object", "properties": {"born": {"type": "string", "format": "date"}}}
                }
                """;
        String xml = """
                {
                  "$schema": "/schemas/schema.json",
                  "version": 1,
                  "name": "result",
                  "format": "xml",
                  "root": "{urn:lab}result",
                  "files": {
                    "result.xsd": [
                      "<xs:schema xmlns:xs=\\"http://www.w3.org/2001/XMLSchema\\" targetNamespace=\\"urn:lab\\">",
                      "  <xs:element name=\\"result\\" type=\\"xs:string\\"/>",
                      "</xs:schema>"
                    ]
                  }
                }
                """;
        for (String document : List.of(json, xml)) {
            SchemaDefinition schema = SchemaDocument.read(bytes(document)).orThrow();
            assertThat(new String(SchemaDocument.write(schema), StandardCharsets.UTF_8))
                    .isEqualTo(document);
            assertThat(SchemaDocument.read(SchemaDocument.write(schema)).orThrow())
                    .isEqualTo(schema);
            assertThat(refusals("schema", document)).isEmpty();
        }
        assertThat(refusals("schema", json.replace("\"definition\"", "\"columns\"")))
                .isNotEmpty();
        assertThat(refusals("schema", xml.replace("\"root\"", "\"key\""))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"format\": \"csv\" | \"format\": \"tsv\" | format",
                "\"separator\": \";\" | \"separator\": \";;\" | dialect.separator",
                "\"type\": \"date-time\" | \"type\": \"moment\" | columns[1].type",
                "\"type\": \"date-time\" | \"typ\": \"text\" | columns[1].typ",
                "\"name\": \"orders\" | \"name\": \"my orders\" | name"
            })
    void a_schema_that_says_what_it_may_not_is_refused_at_its_place(String good, String bad, String place) {
        String broken = SCHEMA.replace(good, bad);

        assertThat(SchemaDocument.read(bytes(broken)).problems())
                .extracting(Problem::path)
                .contains(place);
        assertThat(refusals("schema", broken)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"key\": \"Order No\" | \"key\": \"nothing\" | key",
                "\"charset\": \"ISO-8859-1\" | \"charset\": \"KLINGON-8\" | dialect.charset",
                "\"charset\": \"ISO-8859-1\" | \"charset\": \"UTF-16\" | dialect.charset",
                "\"name\": \"taken\" | \"name\": \"Order No\" | columns[1].name"
            })
    void what_no_json_schema_can_say_is_refused_too(String good, String bad, String place) {
        assertThat(SchemaDocument.read(bytes(SCHEMA.replace(good, bad))).problems())
                .extracting(Problem::path)
                .contains(place);
    }

    private static void isPartOfItsChannel(SchemaDefinition schema, String document) {
        String part = document.replaceFirst("\"\\$schema.*\n.*\n", "");
        String with = CHANNEL.replace("\"tables\": [", "\"schemas\": [" + part + "], \"tables\": [");
        Channel channel = ChannelDocument.read(bytes(with)).orThrow();
        assertThat(channel.schemas()).containsExactly(schema);
        assertThat(ChannelDocument.read(ChannelDocument.write(channel)).orThrow())
                .isEqualTo(channel);
        assertThat(refusals("channel", with)).isEmpty();
        assertThat(refusals("channel", new String(ChannelDocument.write(channel), StandardCharsets.UTF_8)))
                .isEmpty();
    }
}

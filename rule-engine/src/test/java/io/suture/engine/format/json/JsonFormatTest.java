package io.suture.engine.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.Fixtures;
import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonFormatTest extends FormatContract {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String ORDER = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Order", "type": "object",
             "properties": {
               "id": {"type": ["string", "integer"]},
               "taken": {"type": "string", "format": "date-time"},
               "status": {"enum": ["draft", "final"]},
               "value": {"type": ["number", "null"], "title": "Result", "description": "As measured"},
               "urgent": {"type": "boolean"},
               "tags": {"type": "array", "items": {"type": "string"}},
               "matrix": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
               "patient": {"$ref": "#/$defs/person"},
               "copies": {"anyOf": [{"$ref": "#/$defs/person"}, {"type": "array", "items": {"$ref": "#/$defs/person"}}]},
               "any": true,
               "`odd`": {"type": "string"}
             },
             "required": ["id", "tags"],
             "$defs": {"person": {"type": "object",
               "properties": {"name": {"type": "string"}, "mother": {"$ref": "#/$defs/person"}},
               "oneOf": [{"properties": {"mrn": {"type": "string"}}, "required": ["mrn"]},
                         {"properties": {"ssn": {"type": "string"}}, "required": ["ssn"]}],
               "additionalProperties": {"type": "string"}}}}""";
    private static final String OLD = """
            {"$schema": "http://json-schema.org/draft-07/schema#", "allOf": [{"$ref": "#/definitions/base"}],
             "properties": {"b": {"type": "number"}},
             "definitions": {"base": {"type": "object", "properties": {"a": {"type": "string", "format": "date"}}}}}""";
    private static final JsonFormat FORMAT = JsonFormat.of(List.of(
            definition("order", ORDER),
            definition("old", OLD),
            definition("orders", "{\"type\": \"array\", \"items\": " + ORDER.replace("#/$defs", "#/items/$defs") + "}"),
            definition("number", "{\"type\": \"number\"}")));

    private static SchemaDefinition definition(String name, String schema) {
        return new SchemaDefinition(name, 1, "", new Json(schema));
    }

    private static Schema named(String name) {
        return FORMAT.schema(new SchemaRef("json", "1", name)).orElseThrow();
    }

    @Override
    protected Format format() {
        return FORMAT;
    }

    private static Sample sample(String name, String schema, String json) {
        return Sample.of(name, "json:1/" + schema, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(
                sample("all sorts of values", "order", """
                        {"id":"17","taken":"2026-01-02T15:30:00Z","status":"final","value":6.80,"urgent":true,
                        "tags":["a","b"],"matrix":[[1,2],[],[3]],"patient":{"name":"Quill","mother":{"mrn":"7"}}}"""),
                sample("null, and lists of one and none", "order", """
                        {"id":17,"value":null,"tags":[],"matrix":[[1]],"copies":{"name":"one"}}"""),
                sample(
                        "one or many",
                        "order",
                        "{\"id\":\"\",\"tags\":[\"\"],\"copies\":[{\"name\":\"a\"},{\"ssn\":\"b\"}]}"),
                sample("what fits no type", "order", """
                        {"id":{"x":[1]},"value":"positive","urgent":"yes","tags":"one","matrix":[1,"x",null],
                        "patient":"Quill","copies":5,"status":[1.10,{}]}"""),
                sample("anything where the schema says so", "order", """
                        {"id":"1","tags":["x"],"any":{"n":1.0,"t":"1","e":"","l":[[],{},[null,"",false]]}}"""),
                sample(
                        "numbers of any size",
                        "order",
                        "{\"id\":\"1\",\"tags\":[\"x\"],\"value\":-1.50e-400,\"more\":1e999}"),
                sample(
                        "names that no path can say",
                        "order",
                        "{\"id\":\"1\",\"tags\":[\"x\"],\"`odd`\":\"y\",\"\":{\"`\":1}}"),
                sample("draft 07", "old", "{\"a\":\"2026-01-02\",\"b\":7}"),
                sample("a list at the top", "orders", "[{\"id\":\"1\",\"tags\":[\"x\"]},{\"id\":\"2\",\"tags\":[]}]"),
                sample("an empty list at the top", "orders", "[]"),
                sample("an empty object", "old", "{}"),
                sample("a single number", "number", "6.80"),
                sample("a byte order mark", "old", "\uFEFF{\"b\":1}"));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(
                unknown("{\"b\":1,\"more\":{\"x\":[1,\"1\",true,null,{}]}}", "\"more\":{\"x\":[1,\"1\",true,null,{}]}"),
                unknown("{\"more\":6.80}", "\"more\":6.80"),
                unknown("{\"more\":\"6.80\"}", "\"more\":\"6.80\""),
                unknown("{\"more\":[]}", "\"more\":[]"),
                unknown("{\"more\":\"\"}", "\"more\":\"\""),
                unknown("{\"more\":null}", "\"more\":null"));
    }

    private static Unknown unknown(String json, String kept) {
        return new Unknown(sample("unknown", "old", json), kept, StandardCharsets.UTF_8);
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(
                sample("empty", "old", ""),
                sample("not JSON", "old", "this is not json"),
                sample("cut off", "old", "{\"a\":\"2026"),
                sample("two values", "old", "{} {}"),
                sample("a list where an object is read", "old", "[]"),
                sample("an object where a number is read", "number", "{}"),
                sample("a member twice", "old", "{\"b\":1,\"b\":2}"),
                sample("a member twice, where the schema knows nothing", "old", "{\"x\":[{\"y\":1,\"y\":2}]}"),
                sample("too deep", "old", "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                sample("too deep in what is known", "order", deepMothers()),
                sample("a number of 2000 digits", "old", "{\"b\":" + "9".repeat(2_000) + "}"),
                new Sample(
                        "bytes that are no text",
                        new SchemaRef("json", "1", "old"),
                        new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'},
                        Map.of()));
    }

    private static String deepMothers() {
        return "{\"patient\":" + "{\"mother\":".repeat(300) + "{}" + "}".repeat(301);
    }

    private static List<Problem> problems(String schema, String json, Map<String, String> settings) {
        var problems = new ArrayList<Problem>();
        FORMAT.reader(named(schema), settings).read(json.getBytes(StandardCharsets.UTF_8), problems::add);
        return problems;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "order # {\"id\":\"1\",\"tags\":[],\"value\":\"x\"} # value-shape # /value",
                "order # {\"id\":\"1\",\"tags\":[],\"patient\":{\"mother\":[1]}} # value-shape # /patient/mother",
                "order # {\"id\":\"1\",\"tags\":[\"a\",{}]} # value-shape # /tags/1",
                "order # {\"id\":\"1\",\"tags\":[],\"a/b~c\":1} # unknown-member # /a~1b~0c",
                "orders # [{},{\"tags\":[1,2],\"tags\":[]}] # duplicate-member # /1/tags",
                "old # {\"x\":[{\"y\":{\"z\":1,\"z\":1}}]} # duplicate-member # /x/-/y/z",
                "old # {\"a\":tru} # not-json # line 1, column 6"
            })
    void what_is_wrong_is_said_with_its_pointer(String schema, String json, String code, String pointer) {
        assertThat(problems(schema, json, Map.of())).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.path()).isEqualTo(pointer);
        });
    }

    @Test
    void how_deep_and_how_long_is_a_setting() {
        String deep = "{\"patient\":{\"mother\":{\"mother\":{}}}}";
        assertThat(problems("order", deep, Map.of())).noneMatch(Problem::isError);
        assertThat(problems("order", deep, Map.of("maximumDepth", "3")))
                .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("too-deep"));
        assertThat(problems("old", "{\"a\":\"" + "x".repeat(100_000) + "\"}", Map.of("maximumText", "50000")))
                .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("too-long"));
    }

    @Test
    void types_come_from_the_schema_and_one_that_holds_itself_opens_as_deep_as_one_asks() {
        Field value = named("order").find(FieldPath.of("value")).orElseThrow();
        assertThat(value.type().name()).isEqualTo("decimal");
        assertThat(value.label()).isEqualTo("Result");
        assertThat(named("order")
                        .find(FieldPath.of("taken"))
                        .orElseThrow()
                        .type()
                        .name())
                .isEqualTo("dateTime");
        assertThat(named("order")
                        .find(FieldPath.of("tags"))
                        .orElseThrow()
                        .cardinality()
                        .toString())
                .isEqualTo("1..*");
        assertThat(named("order").find(FieldPath.of("matrix", "$item"))).isPresent();
        assertThat(named("order").find(FieldPath.of("patient", "mrn"))).isPresent();
        assertThat(named("orders").find(FieldPath.of("$item", "copies", "ssn"))).isPresent();
        var type = named("order").root().field("patient").orElseThrow().type();
        for (int i = 0; i < 200; i++) {
            type = type.field("mother").orElseThrow().type();
        }
        assertThat(type.field("name")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "value # 6.80 # {\"value\":6.80,\"tags\":[]} # 0",
                "value # 05 # {\"value\":\"05\",\"tags\":[]} # 1",
                "urgent # true # {\"urgent\":true,\"tags\":[]} # 0",
                "urgent # Y # {\"urgent\":\"Y\",\"tags\":[]} # 1",
                "id # 17 # {\"id\":\"17\",\"tags\":[]} # 0",
                "tags # a # {\"tags\":[\"a\"]} # 0",
                "patient # a # {\"patient\":\"a\",\"tags\":[]} # 1",
                "any # 5 # {\"any\":\"5\",\"tags\":[]} # 0"
            })
    void the_schema_decides_how_a_text_is_written(String name, String text, String json, int count) {
        var problems = new ArrayList<Problem>();
        byte[] written =
                FORMAT.writer(named("order"), Map.of()).write(Fields.of(name, new Value.Text(text)), problems::add);
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(problems).hasSize(count);
    }

    @Test
    void a_reference_that_leads_nowhere_is_said_when_the_schema_is_checked() {
        String schema = "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"},\"b\":{\"$ref\":\"https://x.invalid/b\"}}}";

        assertThat(JsonFormat.check(new Json(schema)))
                .extracting(Problem::path)
                .containsExactly("/properties/a/$ref", "/properties/b/$ref");
        assertThat(JsonFormat.check(new Json(ORDER))).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_json_by_its_learned_schema_or_none_comes_back_as_it_was(int seed) {
        JsonNode sample = node(new Random(seed), 4);
        byte[] bytes = JSON.writeValueAsBytes(sample);
        for (String schema : List.of(JsonLearner.learn(List.of(bytes)).schema(), "{}", "{\"type\":\"object\"}")) {
            if (schema.contains("$item")) {
                // A schema may not call a member as we call the items of a list, where either may stand.
                continue;
            }
            JsonFormat format = JsonFormat.of(List.of(definition("any", schema)));
            Schema any = format.schema(new SchemaRef("json", "1", "any")).orElseThrow();
            var problems = new ArrayList<Problem>();
            Value.Group first = format.reader(any, Map.of()).read(bytes, problems::add);
            if (!sample.isObject()
                    && schema.contains("\"object\"")
                    && problems.stream().anyMatch(Problem::isError)) {
                continue;
            }
            byte[] written = format.writer(any, Map.of()).write((Value.Group) copy(first), problems::add);
            assertThat(problems).noneMatch(Problem::isError);
            assertThat(format.reader(any, Map.of()).read(written, problems::add))
                    .isEqualTo(first);
            if (!schema.contains("properties")
                    && problems.stream().allMatch(one -> one.code().equals("unknown-member"))) {
                assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(bytes));
            }
        }
    }

    private static JsonNode node(Random random, int depth) {
        var nodes = JSON.getNodeFactory();
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0 ->
                nodes.stringNode(
                        List.of("", "a", "6.80", "true", "2026-01-02", "null").get(random.nextInt(6)));
            case 1 ->
                nodes.numberNode(
                        new java.math.BigDecimal(List.of("0", "6.80", "-1.5E+3").get(random.nextInt(3))));
            case 2 -> nodes.booleanNode(random.nextBoolean());
            case 3 -> nodes.nullNode();
            case 4, 5 -> nodes.stringNode("text " + random.nextInt(3));
            case 6 -> {
                var list = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(node(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(
                            List.of("a", "b", "c", "$json", "$item").get(random.nextInt(5)), node(random, depth - 1));
                }
                yield object;
            }
        };
    }

    @Test
    void resources_by_others_as_plain_json_come_back_by_one_schema_learned_from_all_of_them() {
        Map<String, List<byte[]>> byType = new LinkedHashMap<>();
        for (Path file : Fixtures.files("fhir", "json")) {
            byte[] bytes = Fixtures.bytes(file);
            try {
                JsonNode tree = JSON.readTree(bytes);
                byType.computeIfAbsent(tree.path("resourceType").asString(""), any -> new ArrayList<>())
                        .add(bytes);
            } catch (JacksonException notJson) {
                assertThat(notJson).isNotNull();
            }
        }
        int read = 0;
        for (List<byte[]> samples : byType.values()) {
            JsonFormat format = JsonFormat.of(
                    List.of(definition("any", JsonLearner.learn(samples).schema())));
            Schema schema = format.schema(new SchemaRef("json", "1", "any")).orElseThrow();
            for (byte[] sample : samples) {
                var problems = new ArrayList<Problem>();
                Value.Group first = format.reader(schema, Map.of()).read(sample, problems::add);
                byte[] written = format.writer(schema, Map.of()).write(first, problems::add);
                assertThat(format.reader(schema, Map.of()).read(written, problem -> {}))
                        .isEqualTo(first);
                assertThat(problems)
                        .allMatch(problem ->
                                Set.of("empty-left-out", "other-type").contains(problem.code()));
                if (problems.isEmpty()) {
                    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(sample));
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(50);
    }
}

package io.suture.engine.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.Fixtures;
import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Formulas;
import io.suture.engine.schema.SchemaDefinition.LineEnd;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DelimitedFormatTest extends FormatContract {
    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;
    private static final List<Column> COLUMNS = List.of(
            new Column("Order No", "Order number", CellType.TEXT, true, "A-17"),
            new Column("mrn", "", CellType.TEXT, false, ""),
            new Column("value", "Value", CellType.NUMBER, false, "6.80"),
            new Column("taken", "", CellType.DATE, false, ""),
            new Column("final", "", CellType.BOOLEAN, false, ""));
    private static final Dialect SEMICOLON =
            new Dialect(";", "'", true, LineEnd.LF, "ISO-8859-1", "NULL", Formulas.KEPT);
    private static final Dialect BARE = new Dialect("|", "", false, LineEnd.CR, "UTF-8", "", Formulas.QUOTED);
    private static final Dialect WIDE = new Dialect("\t", "\"", true, LineEnd.CRLF, "UTF-16", "", Formulas.QUOTED);
    private static final DelimitedFormat CSV = DelimitedFormat.of(List.of(
            definition("orders", COLUMNS, Dialect.STANDARD, Batch.FILE),
            definition("german", COLUMNS, SEMICOLON, Batch.FILE),
            definition("bare", COLUMNS, BARE, Batch.FILE),
            definition("wide", COLUMNS, WIDE, Batch.FILE),
            definition("names", texts("name"), Dialect.STANDARD, Batch.FILE),
            definition("rows", COLUMNS, Dialect.STANDARD, Batch.ROW)));

    private static SchemaDefinition definition(String name, List<Column> columns, Dialect dialect, Batch batch) {
        return new SchemaDefinition(name, 1, "", new Delimited(columns, dialect, batch, ""));
    }

    private static List<Column> texts(String... names) {
        return Arrays.stream(names)
                .map(name -> new Column(name, "", CellType.TEXT, false, ""))
                .toList();
    }

    @Override
    protected Format format() {
        return CSV;
    }

    private static Sample sample(String name, String schema, String text) {
        return sample(name, schema, text, StandardCharsets.UTF_8);
    }

    private static Sample sample(String name, String schema, String text, Charset charset) {
        return Sample.of(name, "csv:1/" + schema, text.getBytes(charset));
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(
                sample("two rows", "orders", """
                        Order No,mrn,value,taken,final
                        A-17,M1,6.80,2026-01-02,true
                        A-18,"Quill, ""Nora""\",,2026-01,
                        """),
                sample("lines in a cell, and no end of line at the end", "orders", "Order No,mrn\nA-17,\"a\nb\r\nc\""),
                sample("columns in another order, with others between", "orders", "zz,mrn,aa,Order No\n1,M1,2,A-17\n"),
                sample("a header in other capitals", "orders", "ORDER NO , MRN\nA-17,M1\n"),
                sample("no rows at all", "orders", "Order No,mrn,value,taken,final\r\n"),
                sample("a byte order mark", "orders", "\uFEFFOrder No,mrn\nA-17,M1\n"),
                sample("ragged and empty rows", "orders", "Order No,mrn\nA-17\nA-18,M2,x,,y\n\n,\n"),
                sample("formulas", "orders", "Order No,mrn\n=1+1,-2\n'=1+1,''=1+1\n'a,@x\n"),
                sample("columns twice and without a name", "orders", "Order No,,mrn,mrn\nA-17,x,M1,M2\n"),
                sample("numbers that are none", "orders", "Order No,value\nA-17,positive\n"),
                sample("semicolons in Latin-1", "german", "Order No;mrn\nA-17;'Müller; O''Neil'\nA-18;NULL\n", LATIN_1),
                sample("no header and no quotes", "bare", "A-17|M\"1|6.80|2026-01-02|true\rA-18||||||beyond\r"),
                sample("UTF-16", "wide", "Order No\tmrn\r\nA-17\tΩ\r\n", StandardCharsets.UTF_16),
                sample("one column", "names", "name\nQuill\n\"\"\nArcher\n"));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(
                new Unknown(
                        sample("a column", "orders", "Order No,colour\nA-17,teal\n"), "teal", StandardCharsets.UTF_8),
                new Unknown(sample("its name", "orders", "Order No,colour\nA-17,teal\n"), "colour", LATIN_1),
                new Unknown(sample("a cell too many", "orders", "Order No\nA-17,teal\n"), "teal", LATIN_1));
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(
                sample("empty", "orders", ""),
                sample("another file", "orders", "first;last\nNora;Quill\n"),
                sample("a required column is missing", "orders", "mrn,value\nM1,1\n"),
                sample("an open quote", "orders", "Order No,mrn\nA-17,\"M1\nA-18,M2\n"),
                sample("more after a quote", "orders", "Order No,mrn\nA-17,\"M1\"x\n"),
                sample("binary", "orders", "Order No,mrn\nA-17,\0\u0001\n"),
                sample("Latin-1 as UTF-8", "orders", "Order No,mrn\nA-17,Müller\n", LATIN_1),
                sample("two rows where each is a message", "rows", "Order No\nA-17\nA-18\n"));
    }

    private static List<Problem> problems(String schema, byte[] bytes) {
        var problems = new ArrayList<Problem>();
        CSV.reader(named(schema), Map.of()).read(bytes, problems::add);
        return problems;
    }

    private static Schema named(String schema) {
        return CSV.schema(definition(schema, COLUMNS, Dialect.STANDARD, Batch.FILE)
                        .ref())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Order No,mrn\\nA-17,\"M1\\nA-18,M2\\n # quote-open # line 2",
                "Order No,mrn\\nA-17,M1\\nA-18,\"M1\"x\\n # quote-broken # line 3",
                "Order No,mrn\\nA-17,M1\\nA-18\\n # ragged-row # line 3",
                "Order No,mrn\\nA-17,\"a\\nb\"\\n,M2\\n # required-empty # line 4, column 1",
                "Order No,value\\nA-17,7\\nA-18,x\\n # value-shape # line 3, column 2",
                "Order No,mrn,mrn\\nA-17,7,8\\n # same-column # line 1, column 3",
                "Order No,mrn,colour\\nA-17,7,8\\n # unknown-column # line 1, column 3",
                "Order No;mrn\\nA-17;7\\n # other-columns # line 1",
                "mrn,value\\n7,7\\n # column-missing # line 1"
            })
    void what_is_wrong_is_said_with_its_line_and_column(String text, String code, String place) {
        assertThat(problems("orders", text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8)))
                .anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.path()).isEqualTo(place);
                });
    }

    @Test
    void another_separator_is_guessed_at_in_the_sentence_but_not_in_the_reading() {
        assertThat(problems("orders", "Order No;mrn\nA-17;7\n".getBytes(StandardCharsets.UTF_8)))
                .anySatisfy(problem -> assertThat(problem.message()).contains("separated by “;”"));
    }

    @Test
    void a_line_that_does_not_decode_is_named() {
        assertThat(problems("orders", "Order No,mrn\nA-17,x\nA-18,ü\n".getBytes(LATIN_1)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("line 3"));
    }

    @Test
    void of_a_million_mistakes_the_first_are_said_and_the_others_counted() {
        var text = new StringBuilder("Order No,value\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("A,x\n");
        }
        assertThat(problems("orders", text.toString().getBytes(StandardCharsets.UTF_8)))
                .hasSize(51)
                .last()
                .satisfies(problem -> assertThat(problem.message()).contains("950 more"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "=cmd|'/C calc'!A0#'=cmd|'/C calc'!A0",
                "+1+1#'+1+1",
                "@SUM(A1)#'@SUM(A1)",
                "-2+3#'-2+3",
                "-2#-2",
                "+4.5#+4.5",
                "'=x#''=x",
                "'a#'a",
                "a=b#a=b"
            })
    void what_a_spreadsheet_would_run_is_written_as_text_and_read_as_it_was(String value, String cell) {
        var problems = new ArrayList<Problem>();
        Value.Group message = Fields.of("row", Fields.of("name", new Value.Text(value)));

        byte[] written = CSV.writer(named("names"), Map.of()).write(message, problems::add);

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("name\r\n" + cell + "\r\n");
        assertThat(problems).hasSize(cell.equals(value) ? 0 : 1);
        assertThat(CSV.reader(named("names"), Map.of()).read(written, problems::add))
                .isEqualTo(message);
    }

    @Test
    void what_the_character_set_lacks_is_an_error_and_never_a_question_mark() {
        var problems = new ArrayList<Problem>();
        CSV.writer(named("german"), Map.of())
                .write(Fields.of("row", Fields.of("mrn", new Value.Text("Ω"))), problems::add);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo("not-encoded");
        });
    }

    @Test
    void a_value_that_is_erased_is_said_where_the_dialect_can_and_reported_where_it_cannot() {
        Value.Group message = Fields.of("row", Fields.of("mrn", Value.Null.NULL));
        var problems = new ArrayList<Problem>();

        byte[] said = CSV.writer(named("german"), Map.of()).write(message, problems::add);
        assertThat(new String(said, LATIN_1)).contains(";NULL;");
        assertThat(problems).isEmpty();

        CSV.writer(named("orders"), Map.of()).write(message, problems::add);
        assertThat(problems).extracting(Problem::code).containsExactly("erased-unsaid");
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_stands_in_cells_comes_back(int seed) {
        var random = new Random(seed);
        List<Value> rows = new ArrayList<>();
        for (int row = random.nextInt(4); row >= 0; row--) {
            var cells = Fields.builder();
            for (Column column : COLUMNS) {
                cells.add(column.name(), Value.text(text(random)));
            }
            cells.add("colour", Value.text(text(random)));
            rows.add(cells.build());
        }
        Value.Group message = Fields.of("row", Value.Repeat.of(rows));
        for (String schema : List.of("orders", "wide")) {
            byte[] written = CSV.writer(named(schema), Map.of()).write(message, problem -> {});
            var problems = new ArrayList<Problem>();
            assertThat(CSV.reader(named(schema), Map.of()).read(written, problems::add))
                    .isEqualTo(message);
            assertThat(problems).noneMatch(Problem::isError);
        }
    }

    private static String text(Random random) {
        String signs = "ab ,;\t\"'\n\r=+-@0Ωü|\\";
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }

    @Test
    void extracts_by_others_come_back_as_they_were() {
        int read = 0;
        for (Path file : Fixtures.files("csv", ".csv")) {
            byte[] bytes = Fixtures.bytes(file);
            String head = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            String[] names = head.replace("\uFEFF", "").replace("\"", "").split(",");
            if (Arrays.stream(names).anyMatch(String::isBlank)
                    || Arrays.stream(names).distinct().count() < names.length) {
                continue;
            }
            SchemaDefinition definition = definition("file", texts(names), Dialect.STANDARD, Batch.FILE);
            DelimitedFormat format = DelimitedFormat.of(List.of(definition));
            Schema schema = format.schema(definition.ref()).orElseThrow();
            var problems = new ArrayList<Problem>();
            Value.Group first = format.reader(schema, Map.of()).read(bytes, problems::add);
            if (problems.stream().anyMatch(Problem::isError)) {
                continue;
            }
            byte[] written = format.writer(schema, Map.of()).write(first, problems::add);
            assertThat(format.reader(schema, Map.of()).read(written, problems::add))
                    .as(file.toString())
                    .isEqualTo(first);
            read++;
        }
        assertThat(read).isGreaterThan(20);
    }
}

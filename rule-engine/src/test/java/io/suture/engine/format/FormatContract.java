package io.suture.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every Format: read, write, read again, equal; what is unknown is kept or reported; what is broken is
/// a Problem and never an exception. A Format's test extends it and names its samples.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FormatContract {

    /// A message that the Format reads without an error.
    public record Sample(String name, SchemaRef schema, byte[] bytes, Map<String, String> settings) {
        public static Sample of(String name, String schema, byte[] bytes) {
            return new Sample(name, SchemaRef.parse(schema).orElseThrow(), bytes, Map.of());
        }

        @Override
        public String toString() {
            return name + " as " + schema;
        }
    }

    /// A message that holds something which its Schema does not know.
    ///
    /// @param kept text that must stand in what is written, unless a Problem reports it
    public record Unknown(Sample sample, String kept, Charset charset) {
        @Override
        public String toString() {
            return sample + " keeps " + kept;
        }
    }

    protected abstract Format format();

    /// Messages that are read without an error.
    protected abstract Stream<Sample> samples();

    /// Messages with parts that no schema knows.
    protected abstract Stream<Unknown> unknowns();

    /// Bytes that cannot be read: each gives an error Problem and no exception.
    protected abstract Stream<Sample> broken();

    @ParameterizedTest
    @MethodSource("samples")
    void reading_writing_and_reading_again_gives_the_same(Sample sample) {
        Value.Group first = read(sample, sample.bytes());
        byte[] written = write(sample, first);
        Value.Group second = read(sample, written);
        assertThat(second).isEqualTo(first);
        assertThat(second.hashCode()).isEqualTo(first.hashCode());
        assertThat(write(sample, second)).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_message_built_in_memory_is_written_like_the_one_that_was_read(Sample sample) {
        Value.Group first = read(sample, sample.bytes());
        Value.Group built = (Value.Group) copy(first);
        assertThat(built).isEqualTo(first);
        assertThat(first).isEqualTo(built);
        assertThat(built.hashCode()).isEqualTo(first.hashCode());
        assertThat(read(sample, write(sample, built))).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void values_keep_their_own_rules(Sample sample) {
        checkGroup(read(sample, sample.bytes()));
    }

    @ParameterizedTest
    @MethodSource("unknowns")
    void what_is_unknown_is_kept_or_reported(Unknown unknown) {
        Sample sample = unknown.sample();
        var problems = new ArrayList<Problem>();
        Schema schema = schema(sample.schema());
        Value.Group value = format().reader(schema, sample.settings()).read(sample.bytes(), problems::add);
        byte[] written = format().writer(schema, sample.settings()).write((Value.Group) copy(value), problems::add);
        if (problems.stream().noneMatch(Problem::isError)) {
            assertThat(new String(written, unknown.charset())).contains(unknown.kept());
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_broken_is_a_problem_and_no_exception(Sample sample) {
        var problems = new ArrayList<Problem>();
        Value.Group value =
                format().reader(schema(sample.schema()), sample.settings()).read(sample.bytes(), problems::add);
        assertThat(value).isNotNull();
        assertThat(problems).anyMatch(Problem::isError);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.code()).matches("[a-z0-9-]+");
            assertThat(problem.message()).isNotBlank();
        });
    }

    @Test
    void every_schema_that_is_offered_opens_and_is_shared() {
        assertThat(format().schemas()).isNotEmpty().doesNotHaveDuplicates();
        for (SchemaRef ref : format().schemas()) {
            Schema schema = schema(ref);
            assertThat(schema.ref()).isEqualTo(ref);
            assertThat(schema.root().fields()).as(ref.toString()).isNotEmpty();
            assertThat(schema(ref).root()).isSameAs(schema.root());
        }
    }

    @Test
    void an_unknown_schema_is_none() {
        assertThat(format().schema(new SchemaRef(format().id(), "0.0", "Nothing")))
                .isEmpty();
        assertThat(format().schema(new SchemaRef("other", "1", "Nothing"))).isEmpty();
    }

    protected final Schema schema(SchemaRef ref) {
        return format().schema(ref).orElseThrow(() -> new AssertionError("no schema " + ref));
    }

    protected final Value.Group read(Sample sample, byte[] bytes) {
        var problems = new ArrayList<Problem>();
        Value.Group value =
                format().reader(schema(sample.schema()), sample.settings()).read(bytes, problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        return value;
    }

    protected final byte[] write(Sample sample, Value.Group value) {
        var problems = new ArrayList<Problem>();
        byte[] bytes =
                format().writer(schema(sample.schema()), sample.settings()).write(value, problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        return bytes;
    }

    /// The same content in plain [Fields], as a mapper would build it.
    protected static Value copy(Value value) {
        return switch (value) {
            case Value.Group group -> {
                var fields = Fields.builder();
                for (int i = 0; i < group.size(); i++) {
                    fields.add(group.name(i), copy(group.value(i)));
                }
                yield fields.build();
            }
            case Value.Repeat repeat ->
                new Value.Repeat(
                        repeat.items().stream().map(FormatContract::copy).toList());
            case Value.Text text -> text;
            case Value.Binary binary -> binary;
            case Value.Null erase -> erase;
            case Value.Absent absent -> absent;
        };
    }

    private static void checkGroup(Value.Group group) {
        for (int i = 0; i < group.size(); i++) {
            String name = group.name(i);
            List<Value> named = new ArrayList<>();
            for (int j = 0; j < group.size(); j++) {
                if (group.name(j).equals(name)) {
                    named.addAll(Value.items(group.value(j)));
                }
            }
            assertThat(Value.items(group.get(name))).isEqualTo(named);
            check(group.value(i));
        }
        assertThat(group.get("no such part")).isEqualTo(Value.Absent.ABSENT);
    }

    private static void check(Value value) {
        assertThat(value).isNotEqualTo(Value.Absent.ABSENT);
        for (Value item : Value.items(value)) {
            switch (item) {
                case Value.Group group -> checkGroup(group);
                case Value.Text text -> assertThat(text.text()).isNotEmpty();
                case Value.Binary binary -> assertThat(binary.handle()).isNotEmpty();
                case Value.Null erase -> assertThat(erase).isNotNull();
                case Value.Repeat repeat -> throw new AssertionError("a Repeat in a Repeat: " + repeat);
                case Value.Absent absent -> throw new AssertionError("Absent in a Repeat: " + absent);
            }
        }
    }
}

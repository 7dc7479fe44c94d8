package io.suture.engine.bench;

import io.suture.engine.format.Format;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.format.hl7v2.Hl7v2OrderingKey;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// What reading and writing a laboratory result of about 1 KB costs on one warm thread, beside a plain split of
/// the same bytes into segments, fields and components. Run its main.
///
/// November 2026, Temurin 25, 2 busy cores, processor time of one thread, 963 bytes with 5 OBX: plain split 4.6 us;
/// read into groups 0.9; read and take 25 fields 4.2; read and visit every value 12.0; read and write a copy 1.5;
/// write a built message 6.9; judge acceptance 1.7; ordering key 2.3.
public final class Hl7v2Benchmark {
    private static final int ROUNDS = 6;
    private static final int TURNS = 200_000;
    /// Time on the processor, so that what else runs on the machine counts little.
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final Consumer<Problem> NOBODY = problem -> {};

    private Hl7v2Benchmark() {}

    private interface Work {
        int turn();
    }

    /// A result with one order and five observations.
    static byte[] message() {
        var text = new StringBuilder(
                "MSH|^~\\&|LAB|NORTH|EHR|SOUTH|20260102103000+0100||ORU^R01^ORU_R01|B-000001|P|2.5.1\r"
                        + "PID|1||M100^^^NORTH&2.16.840.1.113883.19.5&ISO^MR||Alder^Ada^B^^^^L||19750102|F|||"
                        + "1 Mill Ln^^Salem^OR^97301^USA^H||^PRN^PH^^1^503^5550100|||S||A100\r"
                        + "PV1|1|O|LAB^1^A^NORTH||||1234567893^Archer^Maud^^^Dr^^^NPI|||MED||||1|||||V100\r"
                        + "ORC|RE|P100^EHR|F100^LAB||CM||||20260102100000|||1234567893^Archer^Maud^^^Dr^^^NPI\r"
                        + "OBR|1|P100^EHR|F100^LAB|24320-4^Basic metabolic panel^LN|||20260102100000|||||||20260102101000||"
                        + "1234567893^Archer^Maud^^^Dr^^^NPI||||||20260102103000||LAB|F\r");
        String[] tests = {
            "2345-7^Glucose", "2951-2^Sodium", "2823-3^Potassium", "2075-0^Chloride", "3094-0^Urea nitrogen"
        };
        for (int i = 0; i < tests.length; i++) {
            text.append("OBX|")
                    .append(i + 1)
                    .append("|NM|")
                    .append(tests[i])
                    .append("^LN||6.80|mg/dL^mg/dL^UCUM|3.5-5.1|H|||F|||20260102100000\r");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) {
        var format = new Hl7v2Format();
        Schema schema = format.schema(SchemaRef.parse("hl7v2:2.5.1/ORU_R01").orElseThrow())
                .orElseThrow();
        Format.Reader reader = format.reader(schema, Map.of());
        Format.Writer writer = format.writer(schema, Map.of());
        byte[] bytes = message();
        System.out.println(bytes.length + " bytes");
        measure("plain split", () -> split(bytes));
        measure("read into groups", () -> reader.read(bytes, NOBODY).size());
        measure("read and take 25 fields", () -> take(reader.read(bytes, NOBODY)));
        measure("read, visit every value", () -> visit(reader.read(bytes, NOBODY)));
        measure("read and write a copy", () -> writer.write(reader.read(bytes, NOBODY), NOBODY).length);
        Value.Group read = reader.read(bytes, NOBODY);
        Value.Group built = (Value.Group) BuiltCopy.of(read);
        measure("write a copy", () -> writer.write(read, NOBODY).length);
        measure("write a built message", () -> writer.write(built, NOBODY).length);
        var terms = Hl7v2Acceptance.Terms.ANY;
        measure(
                "judge acceptance",
                () -> Hl7v2Acceptance.of(bytes, terms).controlId().length());
        measure(
                "ordering key",
                () -> Hl7v2OrderingKey.keys(bytes, Hl7v2OrderingKey.PATIENT, "").size());
    }

    private static void measure(String what, Work work) {
        double best = Double.MAX_VALUE;
        int sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            for (int turn = 0; turn < TURNS; turn++) {
                sum += work.turn();
            }
            best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1000.0 / TURNS);
        }
        System.out.println(
                String.format(Locale.ROOT, "%-26s %7.2f us  %,9.0f/s  (%d)", what, best, 1_000_000 / best, sum & 1));
    }

    private static int split(byte[] bytes) {
        int count = 0;
        for (String segment : new String(bytes, StandardCharsets.UTF_8).split("\r")) {
            for (String field : segment.split("\\|", -1)) {
                count += field.split("\\^", -1).length;
            }
        }
        return count;
    }

    private static int take(Value.Group message) {
        var result = (Value.Group) message.get("PATIENT_RESULT");
        var pid = (Value.Group) ((Value.Group) result.get("PATIENT")).get("PID");
        int sum = length(pid.at(3), 1)
                + length(pid.at(5), 1)
                + length(pid.at(5), 2)
                + length(pid.at(7), 1)
                + length(pid.at(8), 1);
        var order = (Value.Group) result.get("ORDER_OBSERVATION");
        var obr = (Value.Group) order.get("OBR");
        sum += length(obr.at(3), 1)
                + length(obr.at(4), 1)
                + length(obr.at(4), 2)
                + length(obr.at(25), 1)
                + length(obr.at(7), 1);
        for (int i = 0; i < order.size(); i++) {
            if (order.name(i).equals("OBSERVATION")) {
                var obx = (Value.Group) ((Value.Group) order.value(i)).get("OBX");
                sum += length(obx.at(3), 1) + length(obx.at(5), 1) + length(obx.at(6), 1);
            }
        }
        return sum;
    }

    private static int length(Value value, int component) {
        Value part = value instanceof Value.Group group ? group.at(component) : value;
        return part instanceof Value.Text text ? text.text().length() : 0;
    }

    private static int visit(Value value) {
        int sum = 0;
        for (Value item : Value.items(value)) {
            if (item instanceof Value.Group group) {
                for (int i = 0; i < group.size(); i++) {
                    sum += visit(group.value(i));
                }
            } else {
                sum++;
            }
        }
        return sum;
    }

    /// The same content in plain Fields, as a mapping builds it.
    private static final class BuiltCopy {
        private BuiltCopy() {}

        static Value of(Value value) {
            if (value instanceof Value.Group group) {
                var fields = io.suture.engine.value.Fields.builder();
                for (int i = 0; i < group.size(); i++) {
                    fields.add(group.name(i), of(group.value(i)));
                }
                return fields.build();
            }
            if (value instanceof Value.Repeat repeat) {
                List<Value> items = new ArrayList<>();
                repeat.items().forEach(item -> items.add(of(item)));
                return new Value.Repeat(items);
            }
            return value;
        }
    }
}

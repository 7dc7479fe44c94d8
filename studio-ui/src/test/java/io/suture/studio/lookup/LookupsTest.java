package io.suture.studio.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.ChannelFormulas;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Preview;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.lookup.Lookups.Outcome;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Lookup tables of a draft in the real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupsTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    private static final String SEX = "Administrative sex";

    private final Lookups lookups = new Lookups();
    private final Compilation compilation = new Compilation(ChannelCompiler.standard(), Map.of());
    private final Preview preview = new Preview(compilation, () -> INES);
    private Database database;
    private Drafts drafts;

    @BeforeAll
    void start() {
        database = Database.temporary();
        drafts = new Drafts(
                database.sql(), () -> INES, event -> {}, InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z")));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void what_uses_a_table_is_found_in_mappings_shared_maps_and_rules() {
        Channel channel = withRule(template());

        assertThat(lookups.uses(channel, SEX))
                .extracting(TableUse::words)
                .contains("the mapping of patient.gender", "the rule Women");
        assertThat(lookups.uses(channel, "Name type"))
                .extracting(TableUse::words)
                .anyMatch(words -> words.startsWith("the shared map XPN"));
        assertThat(lookups.uses(channel, "nothing")).isEmpty();
        assertThat(channel.tables().stream()
                        .map(LookupTable::name)
                        .filter(table -> lookups.uses(channel, table).isEmpty()))
                .containsExactly("Comment type", "Nature of abnormal testing", "Specimen type");
    }

    @Test
    void a_renamed_table_is_renamed_wherever_it_is_named_and_the_draft_still_compiles() {
        Draft draft = draft("renamed", withRule(template()));

        Draft after = apply(draft, lookups.rename(draft.channel(), SEX, "Sex, the patient's"));

        assertThat(lookups.uses(after.channel(), SEX)).isEmpty();
        assertThat(lookups.uses(after.channel(), "Sex, the patient's"))
                .hasSameSizeAs(lookups.uses(draft.channel(), SEX))
                .extracting(TableUse::formula)
                .contains("PID-8 in 'Sex, the patient''s'", "in Sex, the patient's");
        assertThat(compilation.of(after.channel()).problems()).noneMatch(Problem::isError);
        Draft undone = drafts.undo(after.id(), after.revision()).draft();
        assertThat(ChannelDocument.write(undone.channel())).isEqualTo(ChannelDocument.write(draft.channel()));
    }

    @Test
    void every_table_of_the_template_can_be_renamed_and_renamed_back() {
        Channel channel = template();
        byte[] before = ChannelDocument.write(channel);
        for (LookupTable table : channel.tables()) {
            Channel renamed = changed(channel, lookups.rename(channel, table.name(), "X"));
            assertThat(compilation.of(renamed).problems()).noneMatch(Problem::isError);
            assertThat(ChannelDocument.write(changed(renamed, lookups.rename(renamed, "X", table.name()))))
                    .isEqualTo(before);
        }
    }

    @Test
    void a_table_is_not_renamed_while_a_formula_that_names_it_cannot_be_read() {
        Channel channel = mapped("birthDate", "(PID-7 in 'Administrative sex'");

        assertThat(lookups.rename(channel, SEX, "Sex"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("the mapping of patient.birthDate"));
    }

    @Test
    void a_name_is_given_once_and_is_not_blank() {
        Channel channel = template();

        assertThat(lookups.rename(channel, SEX, "Marital status")).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.rename(channel, SEX, " ")).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.add(channel, table("Marital status"))).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.freeName(channel, "Marital status")).isEqualTo("Marital status 2");
        assertThat(lookups.freeName(channel, " ")).isEqualTo("New table");
    }

    @Test
    void a_table_in_use_is_not_removed_and_the_uses_are_told() {
        Draft draft = draft("removed", template());

        assertThat(lookups.remove(draft.channel(), SEX))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("stays", "patient.gender"));
        Draft added = apply(draft, lookups.add(draft.channel(), table("Spare")));
        assertThat(lookups.table(added.channel(), "Spare")).isPresent();
        Draft removed = apply(added, lookups.remove(added.channel(), "Spare"));
        assertThat(lookups.table(removed.channel(), "Spare")).isEmpty();
    }

    @Test
    void a_renamed_column_is_renamed_in_formulas_and_a_used_one_stays() {
        Channel channel = mapped("birthDate", "lookup( 'Marital status' ,PID-16, 'display')");
        LookupTable table = lookups.table(channel, "Marital status").orElseThrow();
        Sheet sheet = CodeSheet.of(table);

        Channel renamed = changed(channel, lookups.renameColumn(channel, table, sheet, 2, "words"));

        assertThat(lookups.table(renamed, "Marital status").orElseThrow().columns())
                .containsExactly("code", "words", "system");
        assertThat(lookups.uses(renamed, "Marital status"))
                .extracting(TableUse::formula)
                .contains("lookup( 'Marital status' ,PID-16, 'words')");
        assertThat(compilation.of(renamed).problems()).noneMatch(Problem::isError);
        assertThat(lookups.removeColumn(channel, table, sheet, 2)).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.removeColumn(channel, table, sheet, 1)).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.renameColumn(channel, table, sheet, 2, "system")).isInstanceOf(Outcome.Refused.class);
        assertThat(lookups.renameColumn(channel, table, sheet, 2, " ")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void codes_of_a_sample_that_a_table_lacks_are_named_until_it_has_them() {
        Channel channel = template();
        byte[] message = MESSAGE.replace("|F|", "|Q|").getBytes(StandardCharsets.UTF_8);

        assertThat(misses(channel, message).get(SEX)).containsExactly(new Lookups.Miss("Q", 1));

        LookupTable sex = lookups.table(channel, SEX).orElseThrow();
        Sheet sheet = CodeSheet.of(sex);
        LookupTable mended = CodeSheet.table(
                sheet.with(List.of(
                        new Sheet.Cell(sheet.rows().size(), 0, "Q"),
                        new Sheet.Cell(sheet.rows().size(), 1, "other"))),
                sex);
        assertThat(misses(lookups.put(channel, mended), message)).doesNotContainKey(SEX);
    }

    @Test
    void every_map_of_the_guide_becomes_a_table_that_a_channel_holds() {
        Channel channel = template();
        for (Hl7TableMaps.TableMap map : Hl7TableMaps.all()) {
            channel = changed(channel, lookups.add(channel, map.lookupTable(lookups.freeName(channel, map.title()))));
        }

        assertThat(channel.tables()).hasSize(template().tables().size() + 99);
        assertThat(ChannelDocument.read(ChannelDocument.write(channel)).orThrow())
                .isEqualTo(channel);
    }

    private Map<String, List<Lookups.Miss>> misses(Channel channel, byte[] message) {
        Result run = Objects.requireNonNull(
                preview.run(channel, message, Answers.NONE).result());
        return lookups.misses(List.of(run));
    }

    private Draft draft(String name, Channel channel) {
        return drafts.create(
                        new Channel(
                                name,
                                channel.title(),
                                channel.description(),
                                channel.source(),
                                channel.rules(),
                                channel.destinations(),
                                channel.tables(),
                                channel.maps(),
                                channel.schemas(),
                                channel.queries(),
                                channel.constants(),
                                channel.origin()),
                        "Made")
                .orElseThrow();
    }

    private Draft apply(Draft draft, Outcome outcome) {
        return drafts.apply(
                        draft.id(), draft.revision(), "Changed", change(outcome).change())
                .draft();
    }

    private static Channel changed(Channel channel, Outcome outcome) {
        return change(outcome).change().apply(channel);
    }

    private static Outcome.Changes change(Outcome outcome) {
        if (!(outcome instanceof Outcome.Changes changes)) {
            throw new AssertionError(outcome);
        }
        return changes;
    }

    private static Channel template() {
        return TemplateCatalog.channel("lab-results").orElseThrow();
    }

    private static LookupTable table(String name) {
        return new LookupTable(name, 1, List.of("code"), Map.of("a", List.of("b")), new Unknown.Keep());
    }

    private static Channel withRule(Channel channel) {
        var rules = new ArrayList<>(channel.rules().parts());
        rules.add(new Rule(
                "Women",
                new Condition.Test(
                        Condition.Quantifier.ANY, new Formula("PID-8"), Condition.Operator.IN_TABLE, List.of(SEX)),
                List.of(new Decision.Hold("why")),
                false,
                true,
                ""));
        return channel.withRules(
                new RuleSet(rules, channel.rules().policy(), channel.rules().otherwise()));
    }

    /// The template with another formula for a field of the patient.
    private static Channel mapped(String field, String formula) {
        FieldPath target = FieldPath.parse("patient." + field).orElseThrow();
        Channel channel = template();
        return new ChannelFormulas(new ChannelFormulas.Change() {
                    @Override
                    public Formula formula(ChannelFormulas.Place place, Formula before) {
                        return place.subject().equals(target.toString()) ? new Formula(formula) : before;
                    }

                    @Override
                    public String table(ChannelFormulas.Place place, String table) {
                        return table;
                    }
                })
                .apply(channel);
    }

    private static final String MESSAGE = String.join(
            "\r",
            "MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|20261102061402+0100||ORU^R01^ORU_R01|NL-1|P|2.5.1",
            "PID|1||00381642^^^NORTH&2.16.840.1.113883.19.5&ISO^MR||QUILL^NORA^J||19580314|F|||"
                    + "12 ELM ROW^^HARROW^ME^04011",
            "ORC|RE|PO-77^NORTH|CL-2026-104417^CORELAB",
            "OBR|1|PO-77^NORTH|CL-2026-104417^CORELAB|24321-2^Basic metabolic panel^LN|||"
                    + "20261102055000+0100|||||||||1234567893^ARCHER^MAUD^^^^^^NPI||||||20261102061402+0100||LAB|F",
            "OBX|1|NM|2823-3^Potassium^LN||6.80|mmol/L^mmol/L^UCUM|3.5-5.1|HH|||F|||20261102055000+0100",
            "");
}

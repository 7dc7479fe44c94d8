package io.suture.template.bench;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.SchemaRef;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashSet;
import java.util.Set;

/// What it costs to open a version of FHIR that nobody has opened yet, and what is held when everything in it is
/// expanded. To be measured once, in a fresh program: the second time it costs nothing.
///
/// November 2026, Temurin 25, 2 busy cores, one after the other in one program: R4 opens in 0.7 to 0.9 s of processor
/// time
/// and holds 42 MB, R4B in 0.5 s and 112 MB, R5 in 0.9 to 1.0 s and 60 MB; 146, 141 and 158 resources, 2,100 to 2,700
/// types.
///
/// @param openMillis processor time until the Fields of a first resource are there
/// @param allMillis  processor time until all resources are expanded to the depth
/// @param types      that were expanded on the way
/// @param heldBytes  more on the heap than before
record SchemaOpening(double openMillis, double allMillis, int resources, int types, long heldBytes) {
    /// Beyond it nothing new comes: every type is open, and paths cost nothing.
    static final int DEPTH = 12;
    /// Of the one path that is followed through a type which holds itself.
    static final int DEEPEST = 1_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static SchemaOpening of(String version) {
        ChannelCompiler compiler = ChannelCompiler.standard();
        long before = live();
        long start = THREADS.getCurrentThreadCpuTime();
        FieldType first = root(compiler, new SchemaRef("fhir", version, "Patient"));
        first.fields();
        long open = THREADS.getCurrentThreadCpuTime();
        Set<FieldType> level = new LinkedHashSet<>();
        compiler.schemas("fhir").stream()
                .filter(ref -> ref.version().equals(version))
                .forEach(ref -> level.add(root(compiler, ref)));
        int resources = level.size();
        Set<FieldType> expanded = expand(level);
        FieldType deep = first;
        for (int i = 0; i < DEEPEST; i++) {
            deep = deep.field("extension").orElseThrow().type();
        }
        long all = THREADS.getCurrentThreadCpuTime();
        int types = expanded.size();
        expanded.clear();
        level.clear();
        return new SchemaOpening((open - start) / 1e6, (all - start) / 1e6, resources, types, live() - before);
    }

    /// Every Field of every path of that depth; types are shared, so each is looked at once for each depth.
    private static Set<FieldType> expand(Set<FieldType> roots) {
        Set<FieldType> all = new LinkedHashSet<>();
        Set<FieldType> level = roots;
        for (int depth = 0; depth < DEPTH; depth++) {
            Set<FieldType> beneath = new LinkedHashSet<>();
            for (FieldType type : level) {
                all.add(type);
                for (Field field : type.fields()) {
                    beneath.add(field.type());
                }
            }
            level = beneath;
        }
        return all;
    }

    private static FieldType root(ChannelCompiler compiler, SchemaRef ref) {
        return compiler.schema(ref).orElseThrow().root();
    }

    static long live() {
        // Twice: what the first collection only queues for finalizing, the second one frees.
        ManagementFactory.getMemoryMXBean().gc();
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

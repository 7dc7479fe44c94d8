package io.suture.studio.channel;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.Message;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Settings;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compiles drafts and versions for looking at them. A setting that nobody gave does not stand in the way here, since
/// nothing is sent; the runtime asks for it when it deploys. The last few results are kept: screens ask again and
/// again.
public final class Compilation {
    private static final int KEPT = 16;

    private final ChannelCompiler compiler;
    private final Map<String, String> environment;
    private final Recent<String, ChannelCompiler.Compiled> byHash = new Recent<>(KEPT);
    private final Recent<Same, ChannelCompiler.Compiled> byChannel = new Recent<>(KEPT);

    /// @param environment where the settings of Channels are looked up
    public Compilation(ChannelCompiler compiler, Map<String, String> environment) {
        this.compiler = compiler;
        this.environment = Map.copyOf(environment);
    }

    /// The very same Channel, whose hash takes longer to say than anything else here.
    private record Same(Channel channel) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(var its) && its == channel;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(channel);
        }
    }

    /// What runs, or the Problems, all at once.
    public ChannelCompiler.Compiled of(Channel channel) {
        var same = new Same(channel);
        ChannelCompiler.Compiled known = byChannel.get(same);
        if (known == null) {
            String hash = ChannelDocument.hash(channel);
            known = byHash.get(hash);
            if (known == null) {
                known = compiler.compile(filled(channel), hash);
                byHash.keep(hash, known);
            }
            byChannel.keep(same, known);
        }
        return known;
    }

    /// What can be said of a Channel's rules without running them.
    ///
    /// @param samples messages by the name of their Sample
    public RuleAnalysis analyse(Channel channel, Map<String, Message> samples) {
        return compiler.analyse(filled(channel), samples);
    }

    /// The fields of that Schema; empty for one that is not known.
    public Optional<FieldType> fields(SchemaRef ref) {
        return compiler.schema(ref).map(Schema::root);
    }

    /// The FHIR resources that servers are asked for.
    public List<String> resources() {
        return compiler.schemas("fhir").stream()
                .filter(ref -> ref.version().equals(Query.FHIR_VERSION))
                .map(SchemaRef::name)
                .toList();
    }

    /// With the settings filled in as far as they are known here, the others empty.
    Channel filled(Channel channel) {
        Map<String, String> values = new HashMap<>();
        for (Settings.Setting setting : Settings.of(channel)) {
            String given = environment.get(setting.name());
            if (given != null) {
                values.put(setting.name(), given);
            } else if (setting.otherwise() == null) {
                values.put(setting.name(), "");
            }
        }
        return Settings.fill(channel, values).channel();
    }
}

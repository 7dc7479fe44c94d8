package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.Connectors;
import io.suture.runtime.connector.Setting;
import java.util.ArrayList;
import java.util.List;

/// What the Endpoints of a draft can be told, and what is wrong with them before anything is deployed.
public final class Endpoints {
    private final Connectors connectors;
    private final Compilation compilation;

    /// @param connectors those of the runtime within
    public Endpoints(Connectors connectors, Compilation compilation) {
        this.connectors = connectors;
        this.compilation = compilation;
    }

    /// What an Endpoint can be told that carries Messages of this Schema.
    public List<Setting> settings(Endpoint endpoint, Direction direction, SchemaRef schema) {
        return connectors.settings(endpoint.connector(), direction).stream()
                .filter(setting -> setting.isOf(schema.format()))
                .toList();
    }

    /// What is wrong, each under its place: `source.endpoint.port`, `destinations[0].endpoint.url`. A value that only
    /// the machine knows on which the Channel will run is not missing here.
    public List<Problem> problems(Channel channel) {
        Channel filled = compilation.filled(channel);
        var problems = new ArrayList<Problem>();
        check(channel.source().endpoint(), filled.source().endpoint(), Direction.IN, "source.endpoint", problems);
        for (int i = 0; i < channel.destinations().size(); i++) {
            check(
                    channel.destinations().get(i).endpoint(),
                    filled.destinations().get(i).endpoint(),
                    Direction.OUT,
                    "destinations[" + i + "].endpoint",
                    problems);
        }
        return problems;
    }

    private void check(Endpoint written, Endpoint filled, Direction direction, String place, List<Problem> problems) {
        for (Problem problem : connectors.check(filled, direction)) {
            boolean setElsewhere = !written.setting(problem.path(), "").isBlank()
                    && filled.setting(problem.path(), "").isBlank();
            if (!setElsewhere) {
                problems.add(problem.under(place));
            }
        }
    }
}

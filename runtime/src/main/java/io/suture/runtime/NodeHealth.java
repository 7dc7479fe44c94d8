package io.suture.runtime;

import io.suture.runtime.deployment.NodeChannel;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Well when the database answers and every Channel that is deployed runs.
@Component("runtime")
class NodeHealth implements HealthIndicator {
    private final RuntimeNode node;

    NodeHealth(RuntimeNode node) {
        this.node = node;
    }

    @Override
    public Health health() {
        boolean well = node.deployments().nodes().stream()
                .allMatch(one -> one.state() == NodeChannel.State.RUNNING || one.state() == NodeChannel.State.STOPPED);
        return well ? Health.up().build() : Health.outOfService().build();
    }
}

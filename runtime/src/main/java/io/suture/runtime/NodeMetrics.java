package io.suture.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// What a node shows of its work to whoever collects metrics; never anything of a Message.
@Component
class NodeMetrics implements MeterBinder {
    private final RuntimeNode node;

    NodeMetrics(RuntimeNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("suture.channels", () -> node.channels().names().size())
                .description("Channels that run here")
                .register(registry);
        Gauge.builder("suture.deliveries.open", node::openDeliveries)
                .description("Deliveries in this node's lanes that are not finished")
                .register(registry);
        Gauge.builder("suture.waiting", node::waiting)
                .description("Messages and deliveries that wait, on all nodes; a channel's backlogLimit bounds its own")
                .register(registry);
    }
}

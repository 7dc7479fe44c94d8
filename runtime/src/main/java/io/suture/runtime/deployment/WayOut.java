package io.suture.runtime.deployment;

import io.suture.engine.channel.Destination;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Receipt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A Destination's open way out. One that was replaced goes on until what is under way has its answer.
public final class WayOut {
    private static final int RETIRED = 1 << 30;

    private final Destination destination;
    private final Connector.Outbound outbound;
    private final AtomicInteger underWay;
    private final double perSecond;
    private final Duration giveUpAfter;

    WayOut(Destination destination, Connector.Outbound outbound) {
        this(destination, outbound, new AtomicInteger());
    }

    private WayOut(Destination destination, Connector.Outbound outbound, AtomicInteger underWay) {
        this.destination = destination;
        this.outbound = outbound;
        this.underWay = underWay;
        var settings = new EndpointSettings(destination.endpoint());
        this.perSecond = settings.rateLimit();
        this.giveUpAfter = settings.giveUpAfter();
    }

    /// The Destination with its settings filled in.
    public Destination destination() {
        return destination;
    }

    public int parallel() {
        return outbound.parallel();
    }

    /// How many may go each second, as its Endpoint's `rateLimit` says; 0 for as many as can.
    public double perSecond() {
        return perSecond;
    }

    /// How long a Delivery is tried, as its Endpoint's `giveUpAfter` says; zero for ever.
    public Duration giveUpAfter() {
        return giveUpAfter;
    }

    /// Sends and waits for the answer.
    public Receipt send(Consignment consignment) {
        underWay.incrementAndGet();
        try {
            return outbound.send(consignment);
        } finally {
            if (underWay.decrementAndGet() == RETIRED) {
                outbound.close();
            }
        }
    }

    /// The same connections under other settings for retrying and holding.
    WayOut with(Destination changed) {
        return new WayOut(changed, outbound, underWay);
    }

    void retire() {
        if (underWay.addAndGet(RETIRED) == RETIRED) {
            outbound.close();
        }
    }
}

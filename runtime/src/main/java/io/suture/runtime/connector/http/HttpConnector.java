package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Setting;
import java.io.IOException;
import java.util.List;

/// HTTP both ways: takes what is posted, and posts or puts.
public final class HttpConnector implements Connector {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<Setting> settings(Direction direction) {
        return switch (direction) {
            case IN -> ListenSettings.KNOWN;
            case OUT -> SendSettings.KNOWN;
        };
    }

    @Override
    public List<Problem> check(Endpoint endpoint, Direction direction) {
        return switch (direction) {
            case IN -> ListenSettings.check(endpoint);
            case OUT -> SendSettings.check(endpoint);
        };
    }

    @Override
    public Listener listen(Endpoint endpoint, Inbound inbound) throws IOException {
        return new HttpListener(ListenSettings.of(endpoint), inbound);
    }

    @Override
    public Outbound open(Endpoint endpoint) {
        return new HttpSender(endpoint, SendSettings.of(endpoint));
    }
}

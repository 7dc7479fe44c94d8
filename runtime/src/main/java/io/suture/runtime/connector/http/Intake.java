package io.suture.runtime.connector.http;

import io.suture.engine.channel.Source;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Reply;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests. What can be refused by a request's head is refused before its body is read.
final class Intake implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final String BEARER = "Bearer ";

    private final ListenSettings settings;
    private final Inbound inbound;
    private final Semaphore places;

    Intake(ListenSettings settings, Inbound inbound) {
        this.settings = settings;
        this.inbound = inbound;
        this.places = new Semaphore(settings.requests());
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        write(response, answer(request, response));
    }

    private Answer answer(Request request, Response response) {
        // The reader has refused the head, too large or not HTTP as it is, and asks for words only: nothing of it
        // holds.
        if (response.getStatus() >= 400) {
            return Answer.badHead(response.getStatus());
        }
        if (!settings.path().equals(request.requestURI().toString())) {
            return Answer.NOT_FOUND;
        }
        if (!isAuthorized(request.getHeader("Authorization"))) {
            return Answer.NOT_AUTHORIZED;
        }
        if (!"POST".equals(request.getMethod())) {
            return Answer.NOT_ALLOWED;
        }
        Source source = inbound.source().orElse(null);
        if (source == null) {
            return Answer.NOT_KEPT;
        }
        String mediaType = text(request.getContentType());
        String encoding = text(request.getHeader("Content-Encoding"));
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            return Answer.ENCODED;
        }
        if (!MediaTypes.fits(mediaType, source)) {
            return Answer.WRONG_TYPE;
        }
        if (request.getContentLengthLong() > settings.mostBytes()) {
            return Answer.TOO_LARGE;
        }
        if (inbound.isFull() || !places.tryAcquire()) {
            return Answer.BUSY;
        }
        try {
            return take(request, response, mediaType);
        } finally {
            places.release();
        }
    }

    private Answer take(Request request, Response response, String mediaType) {
        String sender = sender(request);
        try {
            // Only now: a sender that waits for it need not send what would be refused.
            response.action(ActionCode.ACK, ContinueResponseTiming.ALWAYS);
            Body body = Body.read(request, settings.mostBytes(), Duration.ofMillis(settings.bodyMillis()));
            if (body.bytes().length == 0) {
                return Answer.EMPTY;
            }
            Reply reply = inbound.receive(body.bytes(), sender, body.cut()).get();
            return Answer.of(reply, mediaType);
        } catch (SocketTimeoutException e) {
            log.info("{} was too slow with a body to {}", sender, settings);
            return Answer.TOO_SLOW;
        } catch (IOException e) {
            log.info("The connection from {} broke: {}", sender, e.getMessage());
            return Answer.EMPTY;
        } catch (ExecutionException e) {
            log.warn("A message from {} could not be kept: {}", sender, cause(e));
            return Answer.NOT_KEPT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NOT_KEPT;
        }
    }

    private static String cause(ExecutionException e) {
        return e.getCause() == null ? "unknown" : String.valueOf(e.getCause().getMessage());
    }

    /// In the same time, however much of the token is right.
    private boolean isAuthorized(@Nullable String header) {
        if (settings.token().isEmpty()) {
            return true;
        }
        String shown = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), settings.token().getBytes(StandardCharsets.UTF_8));
    }

    private static String sender(Request request) {
        request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
        request.action(ActionCode.REQ_REMOTEPORT_ATTRIBUTE, request);
        return request.remoteAddr() + ":" + request.getRemotePort();
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header.strip();
    }

    private static void write(Response response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (!answer.mediaType().isEmpty()) {
            response.setContentTypeNoCharset(answer.mediaType());
        }
        response.setContentLength(answer.body().length);
        if (answer.body().length > 0) {
            response.doWrite(ByteBuffer.wrap(answer.body()));
        }
        response.action(ActionCode.CLOSE, null);
    }

    /// Waits until every request has its answer, for so long.
    void drain(Duration within) {
        try {
            if (places.tryAcquire(settings.requests(), within.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(settings.requests());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean prepare(Request request, Response response) {
        return true;
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) {
        return false;
    }

    @Override
    public void log(Request request, Response response, long time) {
        log.debug("{} answered {}", settings, response.getStatus());
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        // Requests carry nothing of ours.
    }

    @Override
    public @Nullable String getDomain() {
        return null;
    }
}

package io.suture.runtime.deployment;

import io.suture.engine.Ask;
import io.suture.engine.channel.Query;
import io.suture.runtime.connector.Finding;
import io.suture.runtime.connector.Inquirer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A declared query's open way to whoever is asked. One that was replaced goes on until what is under way has its
/// answer.
public final class OpenQuery {
    private static final Logger log = LoggerFactory.getLogger(OpenQuery.class);
    private static final int RETIRED = 1 << 30;

    /// What stays open when the query changes and its Endpoint does not.
    private record Line(Inquirer.Inquiry inquiry, Semaphore free, AtomicInteger underWay) {}

    private final Query query;
    private final Line line;
    private volatile boolean answering = true;

    OpenQuery(Query query, Inquirer.Inquiry inquiry) {
        this(query, new Line(inquiry, new Semaphore(inquiry.parallel(), true), new AtomicInteger()));
    }

    private OpenQuery(Query query, Line line) {
        this.query = query;
        this.line = line;
    }

    /// The query with its settings filled in.
    public Query query() {
        return query;
    }

    /// Whether the last question had an answer; before the first one it is hoped so.
    public boolean isAnswering() {
        return answering;
    }

    /// Asks, and waits for the answer no longer than its Endpoint says, and before for those who asked earlier.
    public Finding find(Ask ask) throws InterruptedException {
        line.free.acquire();
        line.underWay.incrementAndGet();
        try {
            Finding finding = inTime(ask);
            say(finding);
            return finding;
        } finally {
            line.free.release();
            if (line.underWay.decrementAndGet() == RETIRED) {
                line.inquiry.close();
            }
        }
    }

    private Finding inTime(Ask ask) throws InterruptedException {
        var asked = new FutureTask<>(() -> line.inquiry.find(ask.resource(), ask.search()));
        Thread.ofVirtual().name("query-", 0).start(asked);
        try {
            return asked.get(line.inquiry.within().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Finding.NotNow("timeout");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The query " + query.name() + " failed", e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    private void say(Finding finding) {
        boolean before = answering;
        if (finding instanceof Finding.NotNow(String code)) {
            answering = false;
            if (before) {
                log.warn(
                        "The query {} is not answered ({}); what needs it waits or goes on without.",
                        query.name(),
                        code);
            }
        } else {
            answering = true;
            if (!before) {
                log.info("The query {} is answered again.", query.name());
            }
        }
    }

    /// The same connections for a query that asks otherwise.
    OpenQuery with(Query changed) {
        return new OpenQuery(changed, line);
    }

    void retire() {
        if (line.underWay.addAndGet(RETIRED) == RETIRED) {
            line.inquiry.close();
        }
    }
}

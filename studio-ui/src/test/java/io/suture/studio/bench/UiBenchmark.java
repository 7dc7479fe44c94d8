package io.suture.studio.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.suture.studio.e2e.Chromium;
import io.suture.studio.e2e.MappingAtWork;
import io.suture.studio.mapping.ui.CanvasTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How fast the mapping canvas paints, scrolls and draws in Chromium, and how soon a connect gesture shows what it does
/// to the message. `./studio bench ui [--part canvas|gesture] [--json FILE]`.
///
/// Times are the page's own (`performance.now()`); a frame is the time between two animation frames. Nothing else
/// should
/// run on the machine meanwhile, for a browser without a GPU draws on the same cores.
public final class UiBenchmark {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    private static final int PAINTS = 6;
    private static final int GESTURES = 20;
    private static final int WARM_GESTURES = 100;
    private static final int SECONDS = 5;

    /// Notes when the first rows and lines stand on the screen: the frame after the one that wrote them.
    private static final String FIRST_PAINT = """
            const look = () => {
              const canvas = document.querySelector('mapping-canvas')?.renderRoot;
              const rows = canvas ? canvas.querySelectorAll('.side.source .row:not(.wait):not([hidden])').length : 0;
              const lines = canvas?.querySelector('path.local')?.getAttribute('d') ?? '';
              if (rows > 10 && lines) requestAnimationFrame(() => (window.painted = performance.now()));
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);""";

    /// Scrolls a tree at a thousand rows a second, down and up again, and gives the length of each frame.
    private static final String SCROLL = """
            ([side, seconds]) => new Promise(done => {
              const tree = document.querySelector('mapping-canvas').trees[side].host;
              const frames = [];
              const begun = performance.now();
              let last = begun, step = 1;
              const frame = now => {
                frames.push(now - last);
                if (now - begun > seconds * 1000) return done(frames.slice(2));
                if (tree.scrollTop + tree.clientHeight >= tree.scrollHeight - 1) step = -1;
                if (tree.scrollTop <= 0) step = 1;
                tree.scrollTop += step * 26 * (now - last);
                last = now;
                requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            })""";

    /// Gives the length of each frame for some seconds, whatever happens meanwhile.
    private static final String FRAMES = """
            seconds => new Promise(done => {
              const frames = [];
              const begun = performance.now();
              let last = begun;
              const frame = now => {
                frames.push(now - last);
                last = now;
                if (now - begun > seconds * 1000) done(frames.slice(2));
                else requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            })""";

    private final Figures figures = new Figures();

    public static void main(String[] arguments) throws IOException {
        String part = option(arguments, "--part", "all");
        String json = option(arguments, "--json", "");
        if (!List.of("all", "canvas", "gesture").contains(part)) {
            System.err.println("bench ui has the parts canvas and gesture");
            System.exit(2);
        }
        if (!CanvasTrial.isBundled()) {
            System.err.println("there is no front-end bundle; ./studio makes it");
            System.exit(2);
        }
        var benchmark = new UiBenchmark();
        try (var chromium = new Chromium()) {
            if (!part.equals("gesture")) {
                benchmark.canvas(chromium);
            }
            if (!part.equals("canvas")) {
                benchmark.gesture(chromium);
            }
        }
        benchmark.figures.print();
        if (!json.isEmpty()) {
            benchmark.figures.write(
                    Path.of(json),
                    Map.of(
                            "viewport",
                            WIDTH + "x" + HEIGHT,
                            "rowsEachSide",
                            10_000,
                            "lines",
                            500,
                            "scrollSeconds",
                            SECONDS,
                            "gestures",
                            GESTURES));
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
    }

    private static Page page(Chromium chromium) {
        Page page = chromium.page(WIDTH, HEIGHT, ColorScheme.LIGHT);
        page.addInitScript(FIRST_PAINT);
        page.addInitScript(MappingAtWork.WATCH);
        return page;
    }

    private void canvas(Chromium chromium) {
        try (var trial = CanvasTrial.start()) {
            List<Double> paints = new ArrayList<>();
            // The first is the server's own warming up.
            for (int i = 0; i <= PAINTS; i++) {
                Page fresh = page(chromium);
                double painted = paint(fresh, trial.address());
                if (i > 0) {
                    paints.add(painted);
                }
                fresh.context().close();
            }
            figures.spread("canvas", "first paint of rows and lines", paints, 1_500.0);
            Page page = page(chromium);
            paint(page, trial.address());
            int most = 0;
            for (String side : List.of("source", "target")) {
                figures.spread(
                        "canvas",
                        "a frame while the " + side + " scrolls",
                        numbers(page.evaluate(SCROLL, List.of(side, SECONDS))),
                        50.0);
                most = Math.max(
                        most,
                        page.locator("mapping-canvas .side." + side + " .row").count());
            }
            figures.add("canvas", "rows in the page, each side", "", most, 100.0, "of 10,000");
            page.reload();
            page.waitForFunction("window.painted");
            figures.spread("canvas", "a frame while a line is dragged and scrolls", dragging(page), 50.0);
            page.reload();
            page.waitForFunction("window.painted");
            figures.spread("canvas", "drop to line drawn", MappingAtWork.drops(page, GESTURES), 100.0);
            page.context().close();
        }
    }

    private static double paint(Page page, String address) {
        page.navigate(address);
        return ((Number) page.waitForFunction("window.painted").jsonValue()).doubleValue();
    }

    /// A line held at the lower edge of the target, which scrolls beneath it.
    private static List<Double> dragging(Page page) {
        var from = page.locator("mapping-canvas .side.source .row").nth(4).boundingBox();
        var pane = page.locator("mapping-canvas .side.target").boundingBox();
        page.mouse().move(from.x + 100, from.y + 13);
        page.mouse().down();
        page.mouse().move(pane.x + 80, pane.y + pane.height / 2);
        page.mouse().move(pane.x + 80, pane.y + pane.height - 6);
        List<Double> frames = numbers(page.evaluate(FRAMES, SECONDS));
        page.keyboard().press("Escape");
        page.mouse().up();
        return frames;
    }

    /// On the whole studio: a lab result's own mapping, a draft in the database, and the preview of its sample.
    private void gesture(Chromium chromium) {
        try (var work = new MappingAtWork(page(chromium))) {
            // Whoever comes first after a start meets code that is not compiled yet.
            MappingAtWork.Times first = work.connect(GESTURES);
            figures.spread("gesture", "value in the target tree, the first after a start", first.previewed(), null);
            MappingAtWork.Times times = work.connect(WARM_GESTURES);
            figures.spread("gesture", "connect to line drawn", times.drawn(), 100.0);
            figures.spread("gesture", "connect to the value in the target tree", times.previewed(), 300.0);
            figures.add("gesture", "rows of that mapping", "", work.rows(), null, "");
        }
    }

    private static List<Double> numbers(Object array) {
        return ((List<?>) array)
                .stream().map(one -> ((Number) one).doubleValue()).toList();
    }
}

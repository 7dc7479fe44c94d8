package io.suture.studio.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.CurrentActor;
import io.suture.template.TemplateCatalog;
import java.util.ArrayList;
import java.util.List;

/// The canvas of a real draft in a whole studio, with connect gestures that are timed by the page itself.
public final class MappingAtWork implements AutoCloseable {
    private static final String SOURCE = "PID-7";
    private static final String TARGET = "birthDate";

    /// To be run in the page before anything else: `window.watch(done)` resolves to the milliseconds from the next
    /// release of the mouse to the frame after `done()` holds.
    public static final String WATCH = """
            window.watch = done => new Promise((answer, fail) => {
              setTimeout(() => fail('it never came'), 15000);
              document.addEventListener('pointerup', () => {
                const begun = performance.now();
                const look = () => done()
                  ? requestAnimationFrame(() => answer(performance.now() - begun))
                  : requestAnimationFrame(look);
                requestAnimationFrame(look);
              }, { capture: true, once: true });
            });
            window.valueAt = row => [...document.querySelector('mapping-canvas').renderRoot.querySelectorAll('.row:not([hidden])')]
              .find(one => one.id === row)?.querySelector('.val').textContent;""";
    private static final String DRAWN = """
            lines => { window.drawn = window.watch(() => document.querySelector('mapping-canvas').renderRoot.querySelector('#count').textContent
                .includes(` of ${lines} lines`)); }""";
    private static final String PREVIEWED =
            "row => { window.previewed = window.watch(() => /[0-9]/.test(window.valueAt(row))); }";

    private final RunningStudio studio = RunningStudio.start();
    private final Page page;
    private final int rows;

    /// Milliseconds from the release of the mouse, one for each gesture.
    public record Times(List<Double> drawn, List<Double> previewed) {}

    public MappingAtWork(Page page) {
        this.page = page;
        var actor = Analyst.signIn(studio, page);
        var draft = CurrentActor.callAs(
                actor,
                () -> studio.bean(Gallery.class)
                        .use(TemplateCatalog.template("lab-results").orElseThrow(), "lab-results-bench", "Lab results")
                        .orElseThrow());
        rows = draft.channel().destinations().getFirst().mapping().fields().size();
        page.navigate(studio.address() + "/channels/" + draft.id() + "/mapping");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Canvas").setExact(true))
                .click();
        page.locator("mapping-canvas #count")
                .filter(new Locator.FilterOptions().setHasText("lines in view"))
                .waitFor();
        row("target", TARGET).click();
        page.waitForFunction("document.querySelector('mapping-canvas').selected?.target === 'patient.birthDate'");
    }

    /// How many rows the mapping has.
    public int rows() {
        return rows;
    }

    /// Takes a line away and draws it again with the mouse, so often.
    public Times connect(int times) {
        List<Double> drawn = new ArrayList<>();
        List<Double> previewed = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int lines = lines(page);
            page.keyboard().press("Delete");
            page.waitForFunction(
                    "([lines, row]) => document.querySelector('mapping-canvas').links.length < lines"
                            + " && !/[0-9]/.test(window.valueAt(row) ?? '0')",
                    List.of(lines, "target-patient.birthDate"));
            // Away from the edge, where a held line would scroll the tree.
            page.evaluate("() => { const tree = document.querySelector('mapping-canvas').trees.target;"
                    + " tree.scrollTo(tree.active.index * 26 - tree.height / 2); }");
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            page.evaluate(DRAWN, lines(page) + 1);
            page.evaluate(PREVIEWED, "target-patient.birthDate");
            drag(page, row("source", SOURCE), row("target", TARGET));
            drawn.add(number("window.drawn"));
            previewed.add(number("window.previewed"));
        }
        return new Times(drawn, previewed);
    }

    /// Drops so many lines on a canvas with room for them: pairs of rows that no line joins yet.
    public static List<Double> drops(Page page, int times) {
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            page.evaluate(DRAWN, lines(page) + 1);
            drag(
                    page,
                    page.locator("mapping-canvas .side.source .row:visible").nth(8 + i % 5),
                    page.locator("mapping-canvas .side.target .row:visible").nth(20 - i / 5));
            drawn.add(((Number) page.evaluate("window.drawn")).doubleValue());
        }
        return drawn;
    }

    private static int lines(Page page) {
        return ((Number) page.evaluate("document.querySelector('mapping-canvas').links.length")).intValue();
    }

    private double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private Locator row(String side, String text) {
        return page.locator(
                        "mapping-canvas .side." + side + " .row:visible", new Page.LocatorOptions().setHasText(text))
                .first();
    }

    private static void drag(Page page, Locator from, Locator to) {
        BoundingBox start = from.boundingBox();
        BoundingBox end = to.boundingBox();
        page.mouse().move(start.x + 100, start.y + 13);
        page.mouse().down();
        page.mouse().move(end.x + 60, end.y + 13, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        page.mouse().up();
    }

    @Override
    public void close() {
        page.context().close();
        studio.close();
    }
}

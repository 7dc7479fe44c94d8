package io.suture.studio.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// A real browser: the machine's Chromium. Each person has a context of their own, with cookies of their own.
public final class Chromium implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    /// How long a page may take to show what it should: a busy machine is slow, and no test is about that.
    private static final double PATIENCE_MILLIS = 30_000;

    public Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        try {
            browser = launch(playwright);
        } catch (PlaywrightException none) {
            // Its driver is a process that would keep this one from ending.
            playwright.close();
            throw none;
        }
    }

    private static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(
                                Path.of(System.getenv().getOrDefault("STUDIO_CHROMIUM", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run"))
                        .setHeadless(true));
    }

    /// A page of somebody new, 1280×720 and light.
    public Page page() {
        return page(1280, 720, ColorScheme.LIGHT);
    }

    public Page page(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    /// What the browser complained of, in all pages so far.
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /// Writes `target/screenshots/<name>.png`.
    public static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    /// The same page as it looks small and large, light and dark, and whether everybody can use it.
    public static void shootAll(Page page, String name) {
        var before = page.viewportSize();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int[] size : new int[][] {{1280, 720}, {1920, 1080}}) {
                page.setViewportSize(size[0], size[1]);
                shoot(page, name + "-" + size[0] + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
            }
            Accessibility.check(page, name + " " + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(before.width, before.height);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

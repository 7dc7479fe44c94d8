package io.suture.studio.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whether a page keeps the rules of WCAG 2.2, levels A and AA, as far as axe-core can tell.
final class Accessibility {
    private static final String AXE = axe();

    /// Each rule that is broken, with the first places that break it.
    private static final String RUN = """
            async () => {
              const found = await axe.run(document, {
                resultTypes: ['violations'],
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
              });
              return found.violations.map(one => one.id + ' (' + one.help + '): '
                  + one.nodes.slice(0, 4).map(node => node.target.flat().join(' ') + ' ' + node.html.slice(0, 160)
                      + (one.id === 'color-contrast' ? ' ' + node.any[0]?.message : '')).join(' | '));
            }""";

    private Accessibility() {}

    /// @param screen what the failure names
    static void check(Page page, String screen) {
        page.evaluate("source => { if (!window.axe) (0, eval)(source) }", AXE);
        @SuppressWarnings("unchecked")
        var broken = (List<String>) page.evaluate(RUN);
        if (Boolean.getBoolean("axe.collect")) {
            broken.forEach(one -> System.out.println("AXE " + screen + ": " + one));
            return;
        }
        assertThat(broken).as("what axe-core finds on " + screen).isEmpty();
    }

    private static String axe() {
        try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IOException("axe.min.js of axe-core is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

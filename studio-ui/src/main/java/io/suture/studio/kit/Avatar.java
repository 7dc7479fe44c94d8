package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A person's initials in a small disc; the whole name is its title.
public final class Avatar extends Span {
    private static final long serialVersionUID = 1L;

    public Avatar(String name) {
        super(initials(name));
        addClassName("avatar");
        setTitle(name);
    }

    private static String initials(String name) {
        String letters = Arrays.stream(name.strip().split("[\\s.@_-]+"))
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining());
        return letters.toUpperCase(Locale.ROOT);
    }
}

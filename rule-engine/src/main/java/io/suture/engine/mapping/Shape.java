package io.suture.engine.mapping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names of the Group that a place made last. From message to message a place makes the same parts, so that its
/// Groups share one array of names. A race loses an array that is made again.
final class Shape {
    private @Nullable Names last;

    /// A record publishes its array safely, whichever thread reads it.
    private record Names(String[] inOrder) {
        boolean are(String[] names, int size) {
            if (inOrder.length != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (inOrder[i] != names[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The first of these names, as an array that nobody changes.
    String[] of(String[] names, int size) {
        Names known = last;
        if (known != null && known.are(names, size)) {
            return known.inOrder();
        }
        String[] fresh = Arrays.copyOf(names, size);
        last = new Names(fresh);
        return fresh;
    }
}

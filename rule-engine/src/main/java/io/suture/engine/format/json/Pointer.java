package io.suture.engine.format.json;

import java.util.Arrays;

/// Where reading or writing is, as a JSON pointer: `/orders/2/mrn`.
final class Pointer {
    private String[] names = new String[16];
    private int depth;

    int depth() {
        return depth;
    }

    void enter(String name) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
        }
        names[depth++] = name;
    }

    void enter(int index) {
        enter(Integer.toString(index));
    }

    void leave() {
        depth--;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append('/').append(names[i].replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}

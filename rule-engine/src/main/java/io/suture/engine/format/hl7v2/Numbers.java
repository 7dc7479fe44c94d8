package io.suture.engine.format.hl7v2;

/// The names of numbered parts: `1`, `2`, …
final class Numbers {
    private static final String[] NAMES = new String[200];
    private static final int LONGEST = 4;

    static {
        for (int i = 0; i < NAMES.length; i++) {
            NAMES[i] = Integer.toString(i);
        }
    }

    private Numbers() {}

    static String name(int number) {
        return number < NAMES.length ? NAMES[number] : Integer.toString(number);
    }

    /// The number that a name is, or 0 when it is none.
    static int parse(String name) {
        int length = name.length();
        if (length == 0 || length > LONGEST || name.charAt(0) == '0') {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

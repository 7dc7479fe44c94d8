package io.suture.engine.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// "Did you mean": the names that differ least from one that nobody knows.
public final class NearMiss {
    private NearMiss() {}

    /// A clause for the end of a message, with up to three near names; empty when none is near.
    public static String hint(String wanted, Collection<String> known) {
        List<String> near = of(wanted, known);
        return near.isEmpty() ? "" : " Did you mean " + near.stream().collect(Collectors.joining(", ")) + "?";
    }

    /// Up to three names, nearest first.
    public static List<String> of(String wanted, Collection<String> known) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int most = Math.max(1, wanted.length() / 3);
        record Near(String name, int distance) {}
        return known.stream()
                .distinct()
                .map(name -> {
                    String other = name.toLowerCase(Locale.ROOT);
                    boolean begins = lower.length() > 2 && (other.startsWith(lower) || lower.startsWith(other));
                    return new Near(name, begins ? 1 : distance(lower, other, most));
                })
                .filter(near -> near.distance() <= most)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(3)
                .map(Near::name)
                .toList();
    }

    /// Letters to insert, delete, replace or swap; anything over the limit counts as just over it.
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit || other.isEmpty()) {
            return limit + 1;
        }
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}

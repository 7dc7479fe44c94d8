package io.suture.runtime.delivery;

/// How many open Deliveries a node keeps in memory. What is more lies in the database until there is room. Decision
/// 0070.
///
/// @param most  of all Destinations together
/// @param share of one Destination, however many the others have: one that is away leaves room for the rest
public record Room(int most, int share) {
    public static final Room DEFAULT = new Room(200_000, 2_000);
}

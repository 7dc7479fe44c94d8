package io.suture.studio.monitor;

import java.util.List;
import java.util.UUID;

/// What became of a person's act on a Message or Delivery.
public sealed interface Done {
    /// It was done.
    ///
    /// @param deliveries the new ones that it made, or the one that it concerned
    record Yes(List<UUID> deliveries) implements Done {
        public Yes {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// Not done; a sentence says why.
    record No(String why) implements Done {}

    /// There is no such thing.
    record Missing() implements Done {}
}

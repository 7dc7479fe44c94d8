package io.suture.studio.monitor;

import io.suture.runtime.message.MessageSummary;

/// A Message in a list.
///
/// @param controlId MSH-10, or empty
/// @param problem   why it was refused, parked or held, in a sentence; empty where nothing is wrong with it
public record MessageLine(MessageSummary summary, String controlId, String problem) {}

package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;

/// A line that nobody has accepted yet: drawn dashed, with its reason, until it is accepted or dismissed.
///
/// @param id         what gestures call it
/// @param reason     why: `HL7 map OBR-22`, `Same name and type`
/// @param confidence per cent
record Ghost(String id, FieldPath source, FieldPath target, String reason, int confidence) {}

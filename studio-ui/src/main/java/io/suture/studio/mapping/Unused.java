package io.suture.studio.mapping;

import io.suture.engine.value.FieldPath;

/// A value of a Sample that reaches no target.
///
/// @param location where it stands, as people write it: `OBX[2]-15`
/// @param path     the same in the Schema
/// @param label    its friendly name
/// @param value    the value
public record Unused(String location, FieldPath path, String label, String value) {}

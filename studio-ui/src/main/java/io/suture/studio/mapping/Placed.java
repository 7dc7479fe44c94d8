package io.suture.studio.mapping;

import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;

/// A Problem and the target field whose FieldMapping it concerns.
///
/// @param target the field; the root for what concerns no field of this Mapping
public record Placed(Problem problem, FieldPath target) {}

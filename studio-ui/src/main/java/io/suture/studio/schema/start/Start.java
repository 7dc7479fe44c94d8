package io.suture.studio.schema.start;

import io.suture.engine.schema.SchemaDefinition.Content;
import org.jspecify.annotations.Nullable;

/// Who hears what a new definition begins as.
interface Start {
    /// @param content  null while there is nothing to add
    /// @param proposed a name for it, or empty
    void take(@Nullable Content content, String proposed);
}

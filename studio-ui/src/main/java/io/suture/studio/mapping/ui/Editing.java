package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.Component;
import io.suture.engine.channel.Channel;
import io.suture.engine.mapping.Edit;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.Projection;
import org.jspecify.annotations.Nullable;

/// The Mapping that is worked on, for the parts of its page.
interface Editing {
    /// What is shown of it now.
    Projection shown();

    /// The draft that it belongs to.
    Channel channel();

    /// Which of the draft's Mappings it is.
    MappingPlace place();

    /// The Sample that runs through it; null for none.
    @Nullable
    Sample running();

    boolean editable();

    /// Saves one edit as one step of undo.
    ///
    /// @param what in words, as undo names it
    /// @return whether it was saved; why not has been said
    boolean edit(String what, Edit edit);

    /// The same; the row then stands in the inspector.
    boolean edit(String what, Edit edit, FieldPath target);

    /// Removes a row with all beneath it.
    void removed(FieldPath target);

    /// Says something above the page, until the next change.
    void say(String words, Component... commands);

    /// Takes the last change back.
    void takeBack();
}

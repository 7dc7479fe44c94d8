package io.suture.studio.gallery;

import io.suture.engine.channel.Channel;
import io.suture.regression.Regression;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.Samples;
import io.suture.template.Template;
import io.suture.template.TemplateCatalog;
import java.util.List;
import java.util.Optional;

/// Templates that ship, and the step from one to a draft with its samples and what they must yield.
public final class Gallery {
    private final Drafts drafts;
    private final Samples samples;
    private final Rights rights;

    public Gallery(Drafts drafts, Samples samples, Rights rights) {
        this.drafts = drafts;
        this.samples = samples;
        this.rights = rights;
    }

    public List<Template> templates() {
        rights.require(Right.READ_CHANNELS);
        return TemplateCatalog.all();
    }

    /// Makes a Channel of a Template; the copy keeps the Template's name and no other tie. Empty when the name is
    /// taken.
    ///
    /// @param name  of the new Channel: lower case letters, digits and hyphens
    /// @param title its name in words
    public Optional<Draft> use(Template template, String name, String title) {
        rights.require(Right.EDIT_DRAFTS);
        Channel origin = template.channel();
        Channel copy = new Channel(
                name,
                title,
                origin.description(),
                origin.source(),
                origin.rules(),
                origin.destinations(),
                origin.tables(),
                origin.maps(),
                origin.schemas(),
                origin.queries(),
                origin.constants(),
                template.name());
        Optional<Draft> draft = drafts.create(copy, "Started from the template " + template.title());
        draft.ifPresent(made -> template.samples().forEach(one -> keep(made, one)));
        return draft;
    }

    private void keep(Draft draft, Regression.Case one) {
        samples.keep(
                        draft.id().value(),
                        one.sample().title(),
                        one.sample().payload(),
                        one.sample().answers())
                .filter(kept -> !one.expectations().isEmpty())
                .ifPresent(kept -> samples.expect(kept.id(), one.expectations()));
    }
}

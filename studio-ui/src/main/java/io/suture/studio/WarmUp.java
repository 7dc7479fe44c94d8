package io.suture.studio;

import io.suture.engine.CompiledChannel;
import io.suture.studio.channel.Compilation;
import io.suture.template.TemplateCatalog;
import io.suture.template.Transform;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Compiles the Templates and runs their Samples once the studio answers. Schemas, the rule compiler and the mapper
/// load when they are first used; without this the first person to open a mapping would wait for all of them.
@Component
class WarmUp {
    private final Compilation compilation;

    WarmUp(Compilation compilation) {
        this.compilation = compilation;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var thread = new Thread(this::lookAround, "warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void lookAround() {
        for (var template : TemplateCatalog.all()) {
            CompiledChannel channel = compilation.of(template.channel()).channel();
            if (channel != null) {
                var transform = new Transform(channel);
                template.samples()
                        .forEach(one ->
                                transform.run(one.sample().name(), one.sample().payload()));
            }
        }
    }
}

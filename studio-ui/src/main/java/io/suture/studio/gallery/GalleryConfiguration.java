package io.suture.studio.gallery;

import io.suture.studio.channel.Drafts;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.Samples;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The gallery of Templates.
@Configuration(proxyBeanMethods = false)
class GalleryConfiguration {

    @Bean
    Gallery gallery(Drafts drafts, Samples samples, Rights rights) {
        return new Gallery(drafts, samples, rights);
    }
}

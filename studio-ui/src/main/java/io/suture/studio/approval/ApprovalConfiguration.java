package io.suture.studio.approval;

import io.suture.db.Database;
import io.suture.runtime.deployment.Deployments;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Presence;
import io.suture.studio.channel.Versions;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.security.Accounts;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.RegressionRuns;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The services that decide on Versions and deploy them.
@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

    @Bean
    Approvals approvals(
            Database database,
            Versions versions,
            Compilation compilation,
            RegressionRuns regression,
            Deployments deployments,
            Accounts accounts,
            Rights rights,
            AuditTrail audit,
            InstantSource clock) {
        return new Approvals(
                database.sql(),
                versions,
                compilation,
                regression,
                (hash, channel, version) -> deployments.approve(hash, channel, Integer.toString(version)),
                accounts,
                rights,
                audit,
                clock);
    }

    @Bean
    Releases releases(Versions versions, Deployments deployments, Rights rights, AuditTrail audit) {
        return new Releases(versions, deployments, rights, audit);
    }

    @Bean
    ChannelServices channelServices(
            Drafts drafts, Versions versions, Presence presence, Rights rights, Releases releases) {
        return new ChannelServices(drafts, versions, presence, rights, releases::words);
    }
}

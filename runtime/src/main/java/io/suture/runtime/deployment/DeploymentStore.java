package io.suture.runtime.deployment;

import static io.suture.db.jooq.runtime.Tables.APPROVED_DOCUMENT;
import static io.suture.db.jooq.runtime.Tables.DEPLOYMENT;
import static io.suture.db.jooq.runtime.Tables.NODE;
import static io.suture.db.jooq.runtime.Tables.NODE_CHANNEL;

import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.runtime.tables.records.DeploymentRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Deployments, the documents that somebody approved, and what nodes make of them.
final class DeploymentStore {
    static final String NOTICE = "suture_deployment";
    private static final String TABLE = "runtime.deployment";
    private static final String RETENTION = "deployment";

    private final DSLContext sql;
    private final Vault vault;

    DeploymentStore(Database database, Vault vault) {
        this.sql = database.sql();
        this.vault = vault;
    }

    Deployment insert(Deployment deployment, byte[] document) {
        Sealed sealed = vault.seal(document, TABLE, deployment.id(), RETENTION);
        return sql.transactionResult(inside -> {
            DeploymentRecord row = inside.dsl()
                    .insertInto(DEPLOYMENT)
                    .set(DEPLOYMENT.ID, deployment.id())
                    .set(DEPLOYMENT.CHANNEL, deployment.channel())
                    .set(DEPLOYMENT.VERSION, deployment.version())
                    .set(DEPLOYMENT.HASH, deployment.hash())
                    .set(DEPLOYMENT.APPROVED, deployment.approved())
                    .set(DEPLOYMENT.STOPPED, deployment.stopped())
                    .set(DEPLOYMENT.DEPLOYED_BY, deployment.deployedBy())
                    .set(DEPLOYMENT.DEPLOYED_AT, deployment.deployedAt())
                    .set(DEPLOYMENT.KEY_ID, sealed.keyId())
                    .set(DEPLOYMENT.NONCE, sealed.nonce())
                    .set(DEPLOYMENT.CIPHERTEXT, sealed.ciphertext())
                    .returning()
                    .fetchSingle();
            inside.dsl().execute("select pg_notify(?, ?)", NOTICE, deployment.channel());
            return deployment(row);
        });
    }

    byte[] document(UUID id) {
        DeploymentRecord row =
                sql.selectFrom(DEPLOYMENT).where(DEPLOYMENT.ID.eq(id)).fetchSingle();
        return vault.open(new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext()), TABLE, id);
    }

    /// The newest of each Channel.
    List<Deployment> current() {
        return sql.select(DEPLOYMENT.fields())
                .distinctOn(DEPLOYMENT.CHANNEL)
                .from(DEPLOYMENT)
                .orderBy(DEPLOYMENT.CHANNEL, DEPLOYMENT.NUMBER.desc())
                .fetch(row -> deployment(row.into(DEPLOYMENT)));
    }

    List<Deployment> history(String channel) {
        return sql.selectFrom(DEPLOYMENT)
                .where(DEPLOYMENT.CHANNEL.eq(channel))
                .orderBy(DEPLOYMENT.NUMBER.desc())
                .fetch(DeploymentStore::deployment);
    }

    /// The newest Deployment of that version, for tracing what it made.
    Optional<Deployment> find(String channel, String hash) {
        return sql.selectFrom(DEPLOYMENT)
                .where(DEPLOYMENT.CHANNEL.eq(channel).and(DEPLOYMENT.HASH.eq(hash)))
                .orderBy(DEPLOYMENT.NUMBER.desc())
                .limit(1)
                .fetchOptional(DeploymentStore::deployment);
    }

    void approve(String hash, String channel, String version, Instant at) {
        sql.insertInto(APPROVED_DOCUMENT)
                .set(APPROVED_DOCUMENT.HASH, hash)
                .set(APPROVED_DOCUMENT.CHANNEL, channel)
                .set(APPROVED_DOCUMENT.VERSION, version)
                .set(APPROVED_DOCUMENT.APPROVED_AT, at)
                .onConflictDoNothing()
                .execute();
    }

    boolean isApproved(String hash) {
        return sql.fetchExists(APPROVED_DOCUMENT, APPROVED_DOCUMENT.HASH.eq(hash));
    }

    void report(UUID node, NodeChannel state) {
        sql.insertInto(NODE_CHANNEL)
                .set(NODE_CHANNEL.NODE, node)
                .set(NODE_CHANNEL.CHANNEL, state.channel())
                .set(NODE_CHANNEL.VERSION, state.version())
                .set(NODE_CHANNEL.STATE, state.state().name())
                .set(NODE_CHANNEL.SAID, state.said())
                .set(NODE_CHANNEL.AT, state.at())
                .onDuplicateKeyUpdate()
                .set(NODE_CHANNEL.VERSION, state.version())
                .set(NODE_CHANNEL.STATE, state.state().name())
                .set(NODE_CHANNEL.SAID, state.said())
                .set(NODE_CHANNEL.AT, state.at())
                .execute();
    }

    List<NodeChannel> nodes() {
        return sql.select(NODE.NAME, NODE_CHANNEL.asterisk())
                .from(NODE_CHANNEL)
                .join(NODE)
                .on(NODE.ID.eq(NODE_CHANNEL.NODE))
                .orderBy(NODE_CHANNEL.CHANNEL, NODE.NAME)
                .fetch(row -> new NodeChannel(
                        row.get(NODE.NAME),
                        row.get(NODE_CHANNEL.CHANNEL),
                        row.get(NODE_CHANNEL.VERSION),
                        NodeChannel.State.valueOf(row.get(NODE_CHANNEL.STATE)),
                        row.get(NODE_CHANNEL.SAID),
                        row.get(NODE_CHANNEL.AT)));
    }

    private static Deployment deployment(DeploymentRecord row) {
        return new Deployment(
                row.getId(),
                row.getNumber(),
                row.getChannel(),
                row.getVersion(),
                row.getHash(),
                row.getApproved(),
                row.getStopped(),
                row.getDeployedBy(),
                row.getDeployedAt());
    }
}

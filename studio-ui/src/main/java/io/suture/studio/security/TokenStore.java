package io.suture.studio.security;

import static io.suture.db.jooq.studio.Tables.API_TOKEN;

import io.suture.db.Database;
import io.suture.db.jooq.studio.tables.records.ApiTokenRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Tokens for the API, by their digests.
class TokenStore {
    private final DSLContext sql;

    TokenStore(Database database) {
        this.sql = database.sql();
    }

    void add(ApiToken token, byte[] digest) {
        sql.insertInto(API_TOKEN)
                .set(API_TOKEN.ID, token.id())
                .set(API_TOKEN.DIGEST, digest)
                .set(API_TOKEN.NAME, token.name())
                .set(API_TOKEN.PERSON, token.person())
                .set(API_TOKEN.RIGHTS, token.rights().stream().map(Right::name).toArray(String[]::new))
                .set(API_TOKEN.CREATED_AT, token.created())
                .set(API_TOKEN.EXPIRES_AT, token.expires())
                .execute();
    }

    Optional<ApiToken> find(byte[] digest) {
        return sql.selectFrom(API_TOKEN).where(API_TOKEN.DIGEST.eq(digest)).fetchOptional(TokenStore::token);
    }

    Optional<ApiToken> find(UUID id) {
        return sql.selectFrom(API_TOKEN).where(API_TOKEN.ID.eq(id)).fetchOptional(TokenStore::token);
    }

    List<ApiToken> all() {
        return sql.selectFrom(API_TOKEN).orderBy(API_TOKEN.CREATED_AT.desc()).fetch(TokenStore::token);
    }

    void revoke(UUID id, Instant now) {
        sql.update(API_TOKEN)
                .set(API_TOKEN.REVOKED_AT, now)
                .where(API_TOKEN.ID.eq(id).and(API_TOKEN.REVOKED_AT.isNull()))
                .execute();
    }

    void used(UUID id, Instant now) {
        sql.update(API_TOKEN)
                .set(API_TOKEN.USED_AT, now)
                .where(API_TOKEN.ID.eq(id))
                .execute();
    }

    private static ApiToken token(ApiTokenRecord row) {
        var rights = EnumSet.noneOf(Right.class);
        Arrays.stream(row.getRights()).map(Right::valueOf).forEach(rights::add);
        return new ApiToken(
                row.getId(),
                row.getName(),
                row.getPerson(),
                Set.copyOf(rights),
                row.getCreatedAt(),
                row.getExpiresAt(),
                row.getRevokedAt(),
                row.getUsedAt());
    }
}

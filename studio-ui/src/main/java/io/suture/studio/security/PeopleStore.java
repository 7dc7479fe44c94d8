package io.suture.studio.security;

import static io.suture.db.jooq.studio.Tables.ONE_TIME_LINK;
import static io.suture.db.jooq.studio.Tables.PERSON;
import static io.suture.db.jooq.studio.Tables.PERSON_MAKER;
import static io.suture.db.jooq.studio.Tables.PERSON_ROLE;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.suture.db.Database;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// People, their roles, makers and one-time links.
class PeopleStore {
    private static final long SETTING_UP = 0x5375_7475_7265L;
    private static final Field<Result<org.jooq.Record1<String>>> ROLES = multiset(
                    select(PERSON_ROLE.ROLE).from(PERSON_ROLE).where(PERSON_ROLE.PERSON.eq(PERSON.ID)))
            .as("roles");

    private final DSLContext sql;

    PeopleStore(Database database) {
        this.sql = database.sql();
    }

    private PeopleStore(DSLContext sql) {
        this.sql = sql;
    }

    /// Everything that the work does, or nothing of it.
    <T> T together(Function<PeopleStore, T> work) {
        return sql.transactionResult(transaction -> work.apply(new PeopleStore(transaction.dsl())));
    }

    boolean isEmpty() {
        return !sql.fetchExists(PERSON);
    }

    /// Keeps two set-up links from making two first admins: the second waits here, then sees the first.
    void lockSetUp() {
        sql.select(DSL.function("pg_advisory_xact_lock", Object.class, DSL.val(SETTING_UP)))
                .fetch();
    }

    List<Person> all() {
        return sql.select(PERSON.asterisk(), ROLES)
                .from(PERSON)
                .orderBy(PERSON.NAME)
                .fetch(PeopleStore::person);
    }

    Optional<Person> find(UUID id) {
        return sql.select(PERSON.asterisk(), ROLES)
                .from(PERSON)
                .where(PERSON.ID.eq(id))
                .fetchOptional(PeopleStore::person);
    }

    Optional<Person> findByEmail(String email) {
        return sql.select(PERSON.asterisk(), ROLES)
                .from(PERSON)
                .where(PERSON.EMAIL.eq(email))
                .fetchOptional(PeopleStore::person);
    }

    @Nullable
    String passwordHash(UUID id) {
        return sql.select(PERSON.PASSWORD).from(PERSON).where(PERSON.ID.eq(id)).fetchOne(PERSON.PASSWORD);
    }

    void add(UUID id, String name, String email, Set<Role> roles, Instant now) {
        sql.insertInto(PERSON, PERSON.ID, PERSON.NAME, PERSON.EMAIL, PERSON.CREATED_AT)
                .values(id, name, email, now)
                .execute();
        setRoles(id, roles);
    }

    void setRoles(UUID id, Set<Role> roles) {
        sql.deleteFrom(PERSON_ROLE).where(PERSON_ROLE.PERSON.eq(id)).execute();
        for (Role role : roles) {
            sql.insertInto(PERSON_ROLE, PERSON_ROLE.PERSON, PERSON_ROLE.ROLE)
                    .values(id, role.name())
                    .execute();
        }
    }

    void setActive(UUID id, boolean active) {
        sql.update(PERSON).set(PERSON.ACTIVE, active).where(PERSON.ID.eq(id)).execute();
    }

    /// Ends every link of the person, too: the one just used, and those not used yet.
    void setPassword(UUID id, String hash) {
        sql.update(PERSON)
                .set(PERSON.PASSWORD, hash)
                .set(PERSON.FAILURES, 0)
                .setNull(PERSON.LOCKED_UNTIL)
                .where(PERSON.ID.eq(id))
                .execute();
        sql.deleteFrom(ONE_TIME_LINK).where(ONE_TIME_LINK.PERSON.eq(id)).execute();
    }

    void remember(UUID person, UUID maker, String act, Instant now) {
        sql.insertInto(PERSON_MAKER)
                .set(PERSON_MAKER.PERSON, person)
                .set(PERSON_MAKER.MAKER, maker)
                .set(PERSON_MAKER.ACT, act)
                .set(PERSON_MAKER.AT, now)
                .execute();
    }

    boolean hasMaker(UUID person, Set<UUID> among) {
        return sql.fetchExists(PERSON_MAKER, PERSON_MAKER.PERSON.eq(person).and(PERSON_MAKER.MAKER.in(among)));
    }

    /// One more wrong password; answers how many in a row there are now.
    int countFailure(UUID id) {
        Integer failures = sql.update(PERSON)
                .set(PERSON.FAILURES, PERSON.FAILURES.plus(1))
                .where(PERSON.ID.eq(id))
                .returning(PERSON.FAILURES)
                .fetchOne(PERSON.FAILURES);
        return failures == null ? 0 : failures;
    }

    void lock(UUID id, Instant until) {
        sql.update(PERSON)
                .set(PERSON.LOCKED_UNTIL, until)
                .where(PERSON.ID.eq(id))
                .execute();
    }

    void signedIn(UUID id, Instant now) {
        sql.update(PERSON)
                .set(PERSON.FAILURES, 0)
                .setNull(PERSON.LOCKED_UNTIL)
                .set(PERSON.SIGNED_IN_AT, now)
                .where(PERSON.ID.eq(id))
                .execute();
    }

    /// @param person null for the link that makes the first admin
    void addLink(byte[] digest, @Nullable UUID person, Instant expires) {
        sql.deleteFrom(ONE_TIME_LINK)
                .where(person == null ? ONE_TIME_LINK.PERSON.isNull() : ONE_TIME_LINK.PERSON.eq(person))
                .execute();
        sql.insertInto(ONE_TIME_LINK, ONE_TIME_LINK.DIGEST, ONE_TIME_LINK.PERSON, ONE_TIME_LINK.EXPIRES_AT)
                .values(digest, person, expires)
                .execute();
    }

    /// @param person whom it is for, or null where it makes the first admin
    record Link(@Nullable UUID person, Instant expires) {}

    Optional<Link> link(byte[] digest, Instant now) {
        return sql.selectFrom(ONE_TIME_LINK)
                .where(ONE_TIME_LINK.DIGEST.eq(digest).and(ONE_TIME_LINK.EXPIRES_AT.gt(now)))
                .fetchOptional(row -> new Link(row.getPerson(), row.getExpiresAt()));
    }

    /// Ends the link; false if somebody else was faster.
    boolean useLink(byte[] digest) {
        return sql.deleteFrom(ONE_TIME_LINK)
                        .where(ONE_TIME_LINK.DIGEST.eq(digest))
                        .execute()
                == 1;
    }

    private static Person person(Record row) {
        var roles = EnumSet.noneOf(Role.class);
        row.get(ROLES).forEach(role -> roles.add(Role.valueOf(role.value1())));
        return new Person(
                row.get(PERSON.ID),
                row.get(PERSON.NAME),
                row.get(PERSON.EMAIL),
                roles,
                row.get(PERSON.PASSWORD) != null,
                row.get(PERSON.ACTIVE),
                row.get(PERSON.LOCKED_UNTIL),
                row.get(PERSON.SIGNED_IN_AT));
    }
}

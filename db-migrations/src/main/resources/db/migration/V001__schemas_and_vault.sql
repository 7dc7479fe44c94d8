-- Three schemas, which Flyway creates as Database names them: what people design (studio), what runs (runtime),
-- what the FHIR store keeps (fhir). Every file names the schema of each table in full.

-- One data key per day and retention class, wrapped by the master key that lies outside the database.
-- Destroying a key (wrapped = null) makes every row that it sealed unreadable.
create table runtime.vault_key (
    key_id          integer     generated always as identity primary key,
    retention_class text        not null,
    day             date        not null,
    master_key_id   text        not null,
    nonce           bytea       not null,
    wrapped         bytea,
    created_at      timestamptz not null,
    destroyed_at    timestamptz,
    unique (retention_class, day),
    check ((wrapped is null) = (destroyed_at is not null))
);

-- The key below all digests and search tokens: it outlives every data key, or nothing could be found again.
create table runtime.vault_index_key (
    only_one      boolean     primary key default true check (only_one),
    master_key_id text        not null,
    nonce         bytea       not null,
    wrapped       bytea       not null,
    created_at    timestamptz not null
);

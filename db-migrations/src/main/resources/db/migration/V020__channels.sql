-- What analysts design, testers keep and approvers decide on. Documents are stored as the canonical text that is hashed.

create table studio.channel (
    id         uuid        primary key,
    name       text        not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    title      text        not null,
    created_by uuid        not null,
    created_at timestamptz not null
);

-- One step for each change of a draft, holding the whole document as it was afterwards. Undo goes to the step before,
-- redo to the newest step after. Steps are never changed, so the authors since a version can be named.
create table studio.draft_step (
    id       bigint      generated always as identity primary key,
    channel  uuid        not null references studio.channel,
    before   bigint      references studio.draft_step,
    document text        not null,
    what     text        not null,
    author   uuid        not null,
    at       timestamptz not null
);
create index draft_step_by_channel on studio.draft_step (channel, id);
create index draft_step_by_before on studio.draft_step (before);

-- Where a draft stands. The revision counts every change, undo and redo included; a stale one is refused.
create table studio.draft (
    channel  uuid   primary key references studio.channel,
    step     bigint not null references studio.draft_step,
    revision bigint not null
);

create table studio.version (
    channel      uuid        not null references studio.channel,
    number       integer     not null check (number > 0),
    step         bigint      not null references studio.draft_step,
    document     text        not null,
    hash         text        not null,
    comment      text        not null,
    submitted_by uuid        not null,
    submitted_at timestamptz not null,
    primary key (channel, number)
);

-- Everybody who changed anything since the version approved before.
create table studio.version_author (
    channel uuid    not null,
    number  integer not null,
    author  uuid    not null,
    primary key (channel, number, author),
    foreign key (channel, number) references studio.version
);

create type studio.verdict as enum ('APPROVED', 'SENT_BACK');

-- One vote decides a version; it cannot be taken back.
create table studio.approval (
    channel uuid           not null,
    number  integer        not null,
    verdict studio.verdict not null,
    comment text           not null,
    voter   uuid           not null,
    at      timestamptz    not null,
    primary key (channel, number),
    foreign key (channel, number) references studio.version
);

-- De-identified all the same, samples are sealed: people forget.
create table studio.sample (
    id         uuid        primary key,
    channel    uuid        not null references studio.channel,
    name       text        not null,
    key_id     integer     not null,
    nonce      bytea       not null,
    ciphertext bytea       not null,
    kept_by    uuid        not null,
    kept_at    timestamptz not null,
    unique (channel, name)
);

-- What a sample must yield, as one sealed document.
create table studio.expectation (
    sample      uuid        primary key references studio.sample on delete cascade,
    key_id      integer     not null,
    nonce       bytea       not null,
    ciphertext  bytea       not null,
    accepted_by uuid        not null,
    accepted_at timestamptz not null
);

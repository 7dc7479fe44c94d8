-- Which documents somebody approved: written by the studio's approvals alone, looked up by every node.
create table runtime.approved_document (
    hash        text        primary key,
    channel     text        not null,
    version     text        not null,
    approved_at timestamptz not null
);

-- The frozen document that a Channel runs from a moment on. Rolling back appends another row; stopping one without a
-- document. Sealed, since its Endpoints may hold secrets.
create table runtime.deployment (
    id          uuid        primary key,
    number      bigint      generated always as identity unique,
    channel     text        not null,
    version     text        not null,
    hash        text        not null,
    approved    boolean     not null,
    stopped     boolean     not null,
    deployed_by text        not null,
    deployed_at timestamptz not null,
    key_id      integer     not null,
    nonce       bytea       not null,
    ciphertext  bytea       not null
);
create index deployment_by_channel on runtime.deployment (channel, number desc);

-- What each node runs, or why it does not.
create table runtime.node_channel (
    node    uuid        not null references runtime.node on delete cascade,
    channel text        not null,
    version text        not null,
    state   text        not null check (state in ('RUNNING', 'REFUSED', 'FAILED', 'STOPPED')),
    said    text        not null,
    at      timestamptz not null,
    primary key (node, channel)
);

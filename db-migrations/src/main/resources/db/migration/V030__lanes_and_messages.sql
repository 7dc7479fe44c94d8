-- What runs. Rows of the large tables are never changed: state is what was appended, plus one cursor per lane.
-- Ids are UUIDs of version 7, so that a range of ids is a range of time: partitions by id are partitions by time.

-- Positions are handed out under this row's lock, which is held until the commit: a reader that has seen a position has
-- seen all that come before it.
create table runtime.position (
    line text   primary key check (line in ('message', 'delivery')),
    last bigint not null
) with (fillfactor = 10);
insert into runtime.position (line, last) values ('message', 0), ('delivery', 0);

-- A program that runs Channels, from one start to its end. Whoever is not seen for ten seconds is fenced off: its lanes
-- go to others, and nothing that it sends later is committed.
create table runtime.node (
    id         uuid        primary key,
    name       text        not null,
    started_at timestamptz not null,
    seen_at    timestamptz not null
);

-- A lane is one bucket of hash(channel, ordering key). Whoever owns it processes and delivers what lies in it. Every
-- commit of an owner checks the epoch, so a paused owner that wakes up after its lease ended changes nothing.
create table runtime.lane (
    bucket smallint primary key check (bucket between 0 and 255),
    owner  uuid,
    epoch  bigint   not null default 0
) with (fillfactor = 50);
insert into runtime.lane (bucket) select generate_series(0, 255);

-- How far each lane has come. Apart from the lanes, so that processing and delivering never wait for each other.
create table runtime.lane_cursor (
    line   text     not null references runtime.position,
    bucket smallint not null references runtime.lane,
    done   bigint   not null default 0,
    primary key (line, bucket)
) with (fillfactor = 20);
insert into runtime.lane_cursor (line, bucket)
    select line, bucket from runtime.position cross join runtime.lane;

-- One received payload, sealed. identity and digest are keyed: sender with control id, and the bytes.
create table runtime.message (
    id          uuid        not null,
    position    bigint      not null,
    channel     text        not null,
    bucket      smallint    not null,
    barriers    smallint[]  not null default '{}',
    keys        uuid[]      not null,
    received_at timestamptz not null,
    origin      text        not null,
    type        text        not null,
    size        integer     not null,
    identity    uuid,
    digest      uuid        not null,
    answer      text        not null,
    refusal     jsonb,
    same_id_as  uuid,
    parent      uuid,
    key_id      integer     not null,
    nonce       bytea       not null,
    ciphertext  bytea       not null,
    primary key (id)
) partition by range (id);
create table runtime.message_default partition of runtime.message default;
create index message_by_position on runtime.message (position);
create index message_by_identity on runtime.message (identity) where identity is not null;
create index message_by_channel on runtime.message (channel, id);

-- How one run of a Message ended. Reprocessing appends another run.
create table runtime.outcome (
    message    uuid        not null,
    run        smallint    not null,
    at         timestamptz not null,
    channel    text        not null,
    version    text        not null,
    hash       text        not null,
    engine     text        not null,
    status     text        not null
        check (status in ('PROCESSED', 'DROPPED', 'REJECTED', 'HELD', 'ERROR', 'CANCELLED')),
    decisions  jsonb       not null,
    problems   jsonb       not null,
    micros     integer     not null,
    key_id     integer,
    nonce      bytea,
    ciphertext bytea,
    primary key (message, run)
) partition by range (message);
create table runtime.outcome_default partition of runtime.outcome default;
create index outcome_by_status on runtime.outcome (status, message) where status <> 'PROCESSED';
create index outcome_by_channel on runtime.outcome (channel, at);

-- What can be searched for: keyed tokens. Hits are candidates, checked after opening the payload.
create table runtime.search_entry (
    message uuid     not null,
    tokens  bigint[] not null,
    primary key (message)
) partition by range (message);
create table runtime.search_entry_default partition of runtime.search_entry default;
create index search_entry_by_token on runtime.search_entry using gin (tokens);

-- Messages that wait outside their lane: behind a Message in error, or for a Channel that is not deployed.
create table runtime.waiting (
    message  uuid        primary key,
    position bigint      not null,
    channel  text        not null,
    bucket   smallint    not null,
    keys     uuid[]      not null,
    reason   text        not null check (reason in ('ERROR', 'BEHIND', 'NOT_DEPLOYED')),
    since    timestamptz not null
);
create index waiting_by_bucket on runtime.waiting (bucket, position);

-- The duty to bring one output to one Destination. The first Delivery of an output holds its bytes, sealed; a resend
-- names that Delivery in output.
create table runtime.delivery (
    id           uuid        not null,
    position     bigint      not null,
    bucket       smallint    not null,
    keys         uuid[]      not null,
    message      uuid        not null,
    run          smallint    not null,
    output       uuid        not null,
    number       integer     not null,
    channel      text        not null,
    destination  text        not null,
    cause        text        not null check (cause in ('PROCESSED', 'REPROCESSED', 'RESENT')),
    requested_by text,
    created_at   timestamptz not null,
    business_key uuid,
    data_at      timestamptz,
    media_type   text        not null,
    size         integer     not null,
    digest       uuid        not null,
    key_id       integer,
    nonce        bytea,
    ciphertext   bytea,
    primary key (id)
) partition by range (id);
create table runtime.delivery_default partition of runtime.delivery default;
create index delivery_by_position on runtime.delivery (position);
create index delivery_by_message on runtime.delivery (message);
create index delivery_by_business_key on runtime.delivery (business_key) where business_key is not null;
create index delivery_by_destination on runtime.delivery (channel, destination, id);

-- What came of one attempt, or of a person's act on a Delivery. The newest says its state; SENT, DEAD and CANCELLED
-- are final.
create sequence runtime.receipt_number;
create table runtime.receipt (
    delivery    uuid        not null,
    number      bigint      not null default nextval('runtime.receipt_number'),
    at          timestamptz not null,
    channel     text        not null,
    destination text        not null,
    state       text        not null check (state in ('QUEUED', 'SENT', 'HELD', 'DEAD', 'CANCELLED')),
    attempt     integer     not null,
    code        text        not null,
    detail      text        not null,
    due_at      timestamptz,
    micros      integer     not null,
    requested_by text,
    key_id      integer,
    nonce       bytea,
    ciphertext  bytea,
    primary key (delivery, number)
) partition by range (delivery);
create table runtime.receipt_default partition of runtime.receipt default;
create index receipt_by_person on runtime.receipt (at) where requested_by is not null;
create index receipt_by_destination on runtime.receipt (channel, destination, at);

-- The exception beside the rule: Deliveries that wait for a person, found without reading all receipts.
create table runtime.held_delivery (
    delivery    uuid        primary key,
    position    bigint      not null,
    bucket      smallint    not null,
    channel     text        not null,
    destination text        not null,
    code        text        not null,
    detail      text        not null,
    since       timestamptz not null
);

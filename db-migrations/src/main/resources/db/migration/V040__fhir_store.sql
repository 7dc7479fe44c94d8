-- The FHIR store: every version of every resource, sealed, and where each stands now. Ids are the server's own random
-- ones; what a search may look for stands here as keyed tokens only.

create table fhir.resource_version (
    type       text        not null,
    id         uuid        not null,
    version    integer     not null check (version > 0),
    method     text        not null check (method in ('POST', 'PUT', 'PATCH', 'DELETE')),
    updated    timestamptz not null,
    key_id     integer,
    nonce      bytea,
    ciphertext bytea,
    primary key (type, id, version),
    check ((ciphertext is null) = (method = 'DELETE'))
);

create table fhir.resource (
    type    text        not null,
    id      uuid        not null,
    version integer     not null,
    deleted boolean     not null,
    updated timestamptz not null,
    tokens  bigint[]    not null,
    primary key (type, id),
    foreign key (type, id, version) references fhir.resource_version
);
create index resource_by_token on fhir.resource using gin (tokens);
create index resource_by_update on fhir.resource (type, updated desc);

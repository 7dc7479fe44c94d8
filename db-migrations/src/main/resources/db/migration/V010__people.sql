-- Who works in the studio. A password is there once its owner has set it, never before; nobody else ever knows it.
create table studio.person (
    id           uuid        primary key,
    name         text        not null,
    email        text        not null unique check (email = lower(email)),
    password     text,
    active       boolean     not null default true,
    failures     integer     not null default 0,
    locked_until timestamptz,
    signed_in_at timestamptz,
    created_at   timestamptz not null
);

create table studio.person_role (
    person uuid not null references studio.person on delete cascade,
    role   text not null,
    primary key (person, role)
);

-- Who made an account or ever let its password be set anew: that person could be its user in disguise, so an approval by
-- it does not count for what they wrote.
create table studio.person_maker (
    person uuid        not null references studio.person on delete cascade,
    maker  uuid        not null,
    act    text        not null check (act in ('invite', 'reset')),
    at     timestamptz not null,
    primary key (person, maker, act, at)
);

-- Links that set a password, once. Only the token's digest is kept. Without a person it makes the first admin.
create table studio.one_time_link (
    digest     bytea       primary key,
    person     uuid        references studio.person on delete cascade,
    expires_at timestamptz not null
);

-- Bearer tokens for the API: digest only, with the rights that they carry, which their person must still hold.
create table studio.api_token (
    id         uuid        primary key,
    digest     bytea       not null unique,
    name       text        not null,
    person     uuid        not null references studio.person on delete cascade,
    rights     text[]      not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    used_at    timestamptz
);

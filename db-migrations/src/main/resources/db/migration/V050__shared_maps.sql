-- Data type maps that this team shares. A version is never changed: a channel holds a copy of the one that it took.
create table studio.shared_map (
    name     text        not null,
    version  integer     not null check (version > 0),
    document text        not null,
    why      text        not null,
    author   uuid        not null,
    at       timestamptz not null,
    primary key (name, version)
);

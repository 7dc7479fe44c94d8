-- How many Messages and Deliveries of each Channel wait on each node, where they are many: so that every node knows when
-- a Channel has taken as much as it may.
create table runtime.backlog (
    node    uuid   not null references runtime.node on delete cascade,
    channel text   not null,
    waiting bigint not null,
    primary key (node, channel)
);

-- Messages that wait outside their lane are read page by page, in order.
create index waiting_by_position on runtime.waiting (position);

-- Messages wait outside their lane for the answer to a declared query of their Channel as well. The answers that a run
-- went by are sealed in its outcome.
alter table runtime.waiting drop constraint waiting_reason_check;
alter table runtime.waiting add constraint waiting_reason_check
    check (reason in ('ERROR', 'BEHIND', 'NOT_DEPLOYED', 'UNANSWERED'));

-- What the declared queries are answered in runs of a sample, sealed as the sample is.
create table studio.sample_answers (
    sample     uuid    primary key references studio.sample on delete cascade,
    key_id     integer not null,
    nonce      bytea   not null,
    ciphertext bytea   not null
);

-- Who did or viewed what: FHIR AuditEvent's fields. Rows are only ever added, numbered without gaps; each one's hash, keyed
-- by the Vault, covers the row and the hash before it, so that a change, a removal or an insertion shows.
create table studio.audit_event (
    number             bigint      primary key,
    at                 timestamptz not null,
    actor              uuid,
    actor_name         text        not null,
    action             text        not null,
    outcome            text        not null check (outcome in ('SUCCESS', 'REFUSED', 'FAILED')),
    entity             text        not null,
    detail             text        not null,
    patient_key_id     integer,
    patient_nonce      bytea,
    patient_ciphertext bytea,
    patient_digest     bytea,
    hash               bytea       not null
);

create index audit_event_at on studio.audit_event (at);
create index audit_event_patient on studio.audit_event (patient_digest) where patient_digest is not null;
create index audit_event_actor on studio.audit_event (actor);

create function studio.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'Audit events are append-only.';
end;
$$;

create trigger audit_event_is_append_only before update or delete on studio.audit_event
    for each row execute function studio.refuse_change();
create trigger audit_event_is_never_emptied before truncate on studio.audit_event
    for each statement execute function studio.refuse_change();

-- What persons did is looked for by number: a clock that is set back would hide it.
create index receipt_by_person_number on runtime.receipt (number) where requested_by is not null;
drop index runtime.receipt_by_person;

-- How many messages came in this payload, where it was a batch. It is done with as it is received; its messages name it
-- as their parent and stand behind it.
alter table runtime.message add column parts integer;

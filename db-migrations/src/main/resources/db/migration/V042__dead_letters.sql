-- Deliveries that were given up, found without reading all receipts.
create index receipt_dead on runtime.receipt (delivery) where state = 'DEAD';

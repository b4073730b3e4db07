-- How an endpoint wants what it gets.

-- An object of what differs from the default. Headers stand with the secrets from now on, sealed; those of endpoints
-- that were made before stay where they are until the endpoint is changed or sealed anew.
alter table serai.endpoint add column options jsonb not null default '{}';
comment on column serai.endpoint.secret is 'Written and read by one class: sealed, plain:{...}, or a key alone.';

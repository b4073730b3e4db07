-- As before, but without looking into the partitions of days to come: half of all lookups, for nothing.
-- Claims dedupe keys: returns, for each event that has a key in common with an earlier one, the earlier one's id. The
-- three arrays run in parallel, one row a key. Waits for a rival that is not committed yet, and then decides.
create or replace function serai.claim_keys(p_event_ids text[], p_keys uuid[], p_days int)
returns table (event_id text, duplicate_of text)
language plpgsql
-- A plan made while the tables were small must not scan them when they have grown.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    -- Around midnight a key is written to both days, so that two copies on either side of it meet.
    v_first  date := ((clock_timestamp() - interval '2 minutes') at time zone 'UTC')::date;
    v_last   date := ((clock_timestamp() + interval '2 minutes') at time zone 'UTC')::date;
    v_copies text[];
    v_of     text[];
begin
    -- Sorted, so that two batches with crossed keys cannot deadlock.
    insert into serai.dedupe (day, key, event_id)
    select d.day, k.key, k.event_id
    from unnest(p_event_ids, p_keys) k(event_id, key)
    cross join (select v_first as day union select v_last) d
    order by d.day, k.key
    on conflict do nothing;

    select array_agg(c.event_id), array_agg(c.original)
    into v_copies, v_of
    from (
        select k.event_id, (array_agg(d.event_id order by d.day, d.event_id))[1] as original
        from unnest(p_event_ids, p_keys) k(event_id, key)
        join serai.dedupe d on d.key = k.key and d.day between v_first - p_days and v_last
        where d.event_id <> k.event_id
        group by k.event_id
    ) c;

    if v_copies is not null then
        -- A copy's further keys name the original from now on.
        update serai.dedupe d
        set event_id = c.original
        from unnest(v_copies, v_of) c(copy, original)
        join unnest(p_event_ids, p_keys) k(event_id, key) on k.event_id = c.copy
        where d.key = k.key and d.day >= v_first and d.event_id = c.copy;
        return query select c.copy, c.original from unnest(v_copies, v_of) c(copy, original);
    end if;
end $$;

-- What the hub tells about itself, as events of a project of its own.

-- Endpoints that fail, since the first failure that no success has followed. What a receiver says when it is merely busy
-- (429, 503) does not count.
create table serai.endpoint_failing (
    endpoint_id text        primary key collate "C",
    since       timestamptz not null,
    -- When it was told that the endpoint will be disabled.
    warned_at   timestamptz
);

-- Publishes an event about an endpoint into the tenant's project "operations", within the caller's transaction. About
-- endpoints of that project it says nothing: their failures would beget failures. Returns the event's id, or ''.
create function serai.tell_operations(
    p_type text, p_tenant text, p_project text, p_endpoint text, p_uid text, p_more jsonb)
returns text
language plpgsql as $$
begin
    if p_project = 'operations' then
        return '';
    end if;
    insert into serai.project (tenant, id, name)
    select id, 'operations', 'Operations' from serai.tenant t
    where t.id = p_tenant
      and not exists (select from serai.project p where p.tenant = t.id and p.id = 'operations')
    on conflict do nothing;
    if not exists (select from serai.project p where p.tenant = p_tenant and p.id = 'operations') then
        return '';
    end if;
    return serai.publish(
        type => p_type,
        data => json_build_object('type', p_type, 'data', jsonb_strip_nulls(jsonb_build_object(
            'appId', p_project,
            'appUid', (select p.uid from serai.project p where p.tenant = p_tenant and p.id = p_project),
            'endpointId', p_endpoint,
            'endpointUid', coalesce(p_uid, (select e.uid from serai.endpoint e where e.id = p_endpoint)))
            || p_more)),
        key => p_endpoint,
        source => '/serai',
        project => 'operations',
        tenant => p_tenant);
end $$;

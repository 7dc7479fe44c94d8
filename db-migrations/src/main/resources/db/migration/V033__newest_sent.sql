-- When the data was from that was sent last for each of these business keys. Asked before every delivery, so the plan is
-- made once for each connection.
create function runtime.newest_sent(wanted uuid[]) returns table (business_key uuid, data_at timestamptz)
    language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
begin
    return query
        select d.business_key, max(d.data_at)
        from runtime.delivery d
        where d.business_key = any (wanted)
            and d.data_at is not null
            and exists (select from runtime.receipt r where r.delivery = d.id and r.state = 'SENT')
        group by d.business_key;
end $$;

with taken as (
    update outbox set status = 'sending'
    where id in (select id from outbox where status = 'queued' order by queued_at limit 10 for update skip locked)
    returning id, recipient, text, queued_at)
select * from taken order by queued_at

update outbox set status = 'sending'
where id = (select id from outbox where status = 'queued' order by queued_at limit 1 for update skip locked)
returning id, recipient, text

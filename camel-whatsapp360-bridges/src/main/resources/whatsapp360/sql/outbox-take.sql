update whatsapp360_outbox
set status = 'sending', attempts = attempts + 1, taken_by = current_setting('application_name')
where id = (
    select next.id
    from whatsapp360_outbox next
    where next.status = 'queued'
      and not exists (
          select 1
          from whatsapp360_outbox before
          where before.recipient = next.recipient
            and before.position < next.position
            and before.status in ('queued', 'sending'))
    order by next.position
    limit 1
    for update skip locked)
returning id, recipient, text, message::text as message

with interrupted as (
    -- One row is sent at a time: what else this bridge has taken, it never got, as the connection broke.
    update whatsapp360_outbox
    set status = 'unknown',
        error = 'The database ended while this was being taken or sent; it may have been sent'
    where status = 'sending' and taken_by = current_setting('application_name'))
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

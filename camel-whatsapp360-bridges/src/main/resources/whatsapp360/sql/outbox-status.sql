update whatsapp360_outbox
set status = greatest(status, cast(:#${body.status} as whatsapp360_progress)),
    message_id = :#${body.id},
    error_code = coalesce(:#${body.errorCode}, error_code)
where id = :#${body.callbackData} and status > 'queued'

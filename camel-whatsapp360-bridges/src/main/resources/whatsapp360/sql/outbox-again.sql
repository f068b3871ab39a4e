update whatsapp360_outbox
set status = 'queued',
    error_code = coalesce(cast(:#${header.whatsapp360ProblemCode} as integer), error_code),
    error = :#${header.whatsapp360ProblemText}
where id = :#${variable.outboxId} and status = 'sending'

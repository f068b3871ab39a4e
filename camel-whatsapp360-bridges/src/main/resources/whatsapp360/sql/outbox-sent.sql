update whatsapp360_outbox
set status = greatest(status, cast(:#${header.CamelWhatsapp360SendOutcome} as whatsapp360_progress)),
    message_id = coalesce(:#${header.CamelWhatsapp360SentMessageId}, message_id),
    error_code = coalesce(cast(:#${header.whatsapp360ProblemCode} as integer), error_code),
    error = coalesce(:#${header.whatsapp360ProblemText}, error)
where id = :#${variable.outboxId}

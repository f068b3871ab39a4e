update outbox
set status = greatest(status, cast(:#${header.CamelWhatsapp360SendOutcome} as progress)),
    message_id = coalesce(:#${header.CamelWhatsapp360SentMessageId}, message_id),
    error_code = coalesce(:#${header.errorCode}, error_code)
where id = :#${header.CamelWhatsapp360CallbackData}

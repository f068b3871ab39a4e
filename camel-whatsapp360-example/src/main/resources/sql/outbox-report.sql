update outbox
set status = greatest(status, cast(:#${body.status} as progress)),
    message_id = :#${body.id},
    error_code = coalesce(:#${body.errorCode}, error_code)
where id = :#${body.callbackData}

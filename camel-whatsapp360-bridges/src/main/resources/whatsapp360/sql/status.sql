insert into whatsapp360_status (message_id, status, account, customer, reported_at, error_code, json)
values (:#${body.id}, cast(:#${body.status} as whatsapp360_progress), :#${header.CamelWhatsapp360Account},
        :#${header.CamelWhatsapp360RecipientId},
        cast(:#${headerAs(CamelWhatsapp360Timestamp, String)} as timestamptz), :#${body.errorCode},
        cast(:#${body.raw.text} as json))
on conflict (message_id, status) do nothing

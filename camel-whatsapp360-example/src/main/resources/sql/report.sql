insert into report (message_id, status, reported_at, error_code, json)
values (:#${body.id}, cast(:#${body.status} as progress), cast(:#${headerAs(CamelWhatsapp360Timestamp, String)} as timestamptz),
        :#${body.errorCode}, cast(:#${body.raw.text} as json))
on conflict (message_id, status) do nothing

insert into message (id, customer, name, written_at, type, text, json)
values (:#${body.id}, :#${body.from}, :#${body.contactName}, cast(:#${headerAs(CamelWhatsapp360Timestamp, String)} as timestamptz),
        :#${body.messageType}, :#${body.text}, cast(:#${body.raw.text} as json))
on conflict (id) do nothing

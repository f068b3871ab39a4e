insert into whatsapp360_message (id, account, customer, customer_id, name, group_id, reply_to, written_at, type, text,
                                 media_id, media_type, file_name, json)
values (:#${body.id}, :#${header.CamelWhatsapp360Account}, :#${header.CamelWhatsapp360From},
        :#${header.CamelWhatsapp360CustomerId}, :#${body.contactName}, :#${header.CamelWhatsapp360GroupId},
        :#${header.CamelWhatsapp360ContextMessageId},
        cast(:#${headerAs(CamelWhatsapp360Timestamp, String)} as timestamptz), :#${body.messageType},
        :#${bodyAs(String)}, :#${header.CamelWhatsapp360MediaId}, :#${header.CamelWhatsapp360MimeType},
        :#${header.CamelWhatsapp360MediaFileName}, cast(:#${body.raw.text} as json))
on conflict (id) do nothing

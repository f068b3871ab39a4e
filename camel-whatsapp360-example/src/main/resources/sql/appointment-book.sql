update slot
set customer = :#${header.CamelWhatsapp360FlowCustomer}, name = :#${body.data[name]}, token = :#${header.CamelWhatsapp360FlowToken}
where day = cast(:#${variable.day} as date) and time = :#${variable.time}
and (token is null or token = :#${header.CamelWhatsapp360FlowToken})

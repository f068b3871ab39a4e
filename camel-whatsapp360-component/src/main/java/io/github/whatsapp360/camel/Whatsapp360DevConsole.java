/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * Camel developer console with the received and waiting events of each account.
 *
 * <p>Thread-safe.
 */
@DevConsole(name = "whatsapp360", displayName = "WhatsApp 360dialog", description = "What WhatsApp accounts receive")
public class Whatsapp360DevConsole extends AbstractDevConsole {

    /** Called by Camel. */
    public Whatsapp360DevConsole() {
        super("camel", "whatsapp360", "WhatsApp 360dialog", "What WhatsApp accounts receive");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        accounts().forEach((name, values) -> text.append("    ")
                .append(name)
                .append(": ")
                .append(values)
                .append('\n'));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return Map.of("accounts", accounts());
    }

    private Map<String, Object> accounts() {
        Map<String, Object> accounts = new LinkedHashMap<>();
        if (getCamelContext().hasComponent("whatsapp360") instanceof Whatsapp360Component component) {
            component
                    .runningAccounts()
                    .forEach(account -> accounts.put(account.name(), values(new ReceiverView(account))));
        }
        return accounts;
    }

    private static Map<String, Object> values(ReceiverView view) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("inbox", view.condition());
        values.put("waiting", view.waiting());
        values.put("oldestAge", view.oldestAge().toString());
        values.put("inFlight", view.inFlight());
        values.put("deadLetters", view.deadLetters());
        values.put("deliveries", view.deliveries().toString());
        return values;
    }
}

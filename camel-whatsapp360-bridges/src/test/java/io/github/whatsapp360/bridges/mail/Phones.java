/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What customers see on their phones: the kind of each message, its text, and name and content of its file. */
final class Phones {

    private static final Pattern MEDIA = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Pattern NAME = Pattern.compile("\"filename\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"https://[^/]+([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Whatsapp360Simulator simulator;

    Phones(Whatsapp360Simulator simulator) {
        this.simulator = simulator;
    }

    /** The messages that a customer has got, a line each, as {@link CorpusMail} writes them. */
    List<String> messages(Customer customer) throws Exception {
        List<String> lines = new ArrayList<>();
        for (ReceivedMessage message : customer.received()) {
            lines.add(line(message));
        }
        return lines;
    }

    private String line(ReceivedMessage message) throws Exception {
        if (message.type().equals("text")) {
            return CorpusMail.text(message.text());
        }
        Matcher name = NAME.matcher(message.raw());
        return message.type().equals("document") && name.find()
                ? CorpusMail.document(name.group(1), file(message))
                : CorpusMail.media(message.type(), file(message));
    }

    /** The bytes of a message's file. */
    byte[] file(ReceivedMessage message) throws Exception {
        Matcher id = MEDIA.matcher(message.raw());
        if (!id.find()) {
            throw new AssertionError("A " + message.type() + " without a file");
        }
        Matcher url = URL.matcher(new String(get("/" + id.group(1)), StandardCharsets.UTF_8));
        if (!url.find()) {
            throw new AssertionError("A file without a URL");
        }
        return get(url.group(1));
    }

    private byte[] get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("D360-API-KEY", simulator.apiKey())
                .build();
        return HTTP.send(request, BodyHandlers.ofByteArray()).body();
    }
}

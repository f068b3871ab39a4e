/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Webhook deliveries as they come from a business that sends much and is answered sometimes: of 100, 72 are one status,
 * 5 are five statuses, 12 a short text, 5 a long one, 4 an image, 2 a tapped button; 0.6 to 5 kB. Always the same,
 * because the random numbers are.
 *
 * <p>Each has places where a number is written just before it is sent, so that no two have the same ids.
 */
public final class Deliveries {

    static final String NUMBER = "@NUMBER-----@";
    private static final int KINDS = 500;
    private static final String WORDS = "Thank you for your order, it has left the warehouse and arrives soon. ";
    private static final String[] STATUSES = {"sent", "delivered", "read"};

    private final Random random = new Random(360);

    private Deliveries() {}

    /** A body with places for numbers, and how many events it holds. */
    record Template(String body, int events) {}

    /** The templates, in the order in which they are sent. */
    static List<Template> templates() {
        Deliveries deliveries = new Deliveries();
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            templates.add(deliveries.template());
        }
        return templates;
    }

    /** Bodies as they stand after numbering, for whoever needs no server. */
    public static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        int number = 0;
        for (Template template : templates()) {
            bodies.add(template.body().replace(NUMBER, digits(++number)).getBytes(UTF_8));
        }
        return bodies;
    }

    /** A number in as many digits as its place has. */
    static String digits(long number) {
        return String.format("%0" + NUMBER.length() + "d", number);
    }

    private Template template() {
        int dice = random.nextInt(100);
        if (dice < 72) {
            return new Template(envelope("\"statuses\":[" + status() + "]"), 1);
        }
        if (dice < 77) {
            List<String> five = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                five.add(status());
            }
            return new Template(envelope("\"statuses\":[" + String.join(",", five) + "]"), 5);
        }
        if (dice < 89) {
            return message("\"type\":\"text\",\"text\":{\"body\":\"" + text(10 + random.nextInt(190)) + "\"}");
        }
        if (dice < 94) {
            return message("\"type\":\"text\",\"text\":{\"body\":\"" + text(1_000 + random.nextInt(3_000)) + "\"}");
        }
        if (dice < 98) {
            return message(
                    "\"type\":\"image\",\"image\":{\"caption\":\"" + text(60) + "\",\"mime_type\":\"image/jpeg\","
                            + "\"sha256\":\"SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=\","
                            + "\"id\":\"1003383421387256\"}");
        }
        return message("\"context\":{\"from\":\"4989123456\",\"id\":\"wamid.HBgNNDkxNzAxMjM0NTY3FQIAERgS\"},"
                + "\"type\":\"button\",\"button\":{\"payload\":\"confirm\",\"text\":\"Yes, please\"}");
    }

    /** A whole envelope around what a value holds besides its metadata. */
    public static String envelope(String members) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"301122334455667\",\"changes\":[{"
                + "\"value\":{"
                + "\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"4989123456\","
                + "\"phone_number_id\":\"401122334455667\"}," + members + "},\"field\":\"messages\"}]}]}";
    }

    private String status() {
        return "{\"id\":\"wamid.HBgNNDkxNzAxMjM0NTY3FQIAERgSQjZD" + random.nextInt(1_000) + NUMBER
                + "AA==\",\"status\":\""
                + STATUSES[random.nextInt(STATUSES.length)]
                + "\",\"timestamp\":\"1789000050\",\"recipient_id\":\"" + phone() + "\","
                + "\"conversation\":{\"id\":\"5b1cdf2a7ce7b6d5e43c2a51e3b5bd34\","
                + "\"expiration_timestamp\":\"1789086450\","
                + "\"origin\":{\"type\":\"utility\"}},"
                + "\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\","
                + "\"type\":\"regular\"}}";
    }

    private Template message(String content) {
        String from = phone();
        return new Template(
                envelope("\"contacts\":[{\"profile\":{\"name\":\"Lena K.\"},\"wa_id\":\"" + from + "\"}],"
                        + "\"messages\":[{\"from\":\"" + from + "\",\"id\":\"wamid.HBgNNDkxNzAxMjM0NTY3FQIAEhgg"
                        + NUMBER
                        + "AA==\",\"timestamp\":\"1789000000\"," + content + "}]"),
                1);
    }

    private String phone() {
        return "49170" + String.format("%07d", random.nextInt(50_000));
    }

    private String text(int length) {
        int from = random.nextInt(WORDS.length());
        return WORDS.repeat(2 + length / WORDS.length()).substring(from, from + length);
    }

    /** A request as it goes over the wire, but for its numbers. Never changed. */
    static final class Request {

        final byte[] bytes;
        final int events;

        /** Where numbers are written. */
        final int[] places;

        private Request(String whole, int events) {
            this.bytes = whole.getBytes(US_ASCII);
            this.places = places(whole);
            this.events = events;
        }
    }

    /**
     * The requests.
     *
     * @param paths each delivery goes to the next one
     * @param secret of the webhook
     */
    static List<Request> requests(List<String> paths, String secret) {
        List<Request> requests = new ArrayList<>();
        List<Template> templates = templates();
        for (int i = 0; i < Math.max(templates.size(), paths.size()); i++) {
            Template template = templates.get(i % templates.size());
            byte[] body = template.body().getBytes(UTF_8);
            String head = "POST " + paths.get(i % paths.size()) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Content-Type: application/json\r\nX-Whatsapp360-Secret: " + secret
                    + "\r\nUser-Agent: facebookexternalua\r\nAccept: */*\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            String whole = head + template.body();
            requests.add(new Request(whole, template.events()));
        }
        return requests;
    }

    private static int[] places(String whole) {
        List<Integer> places = new ArrayList<>();
        for (int at = whole.indexOf(NUMBER); at >= 0; at = whole.indexOf(NUMBER, at + 1)) {
            places.add(at);
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}

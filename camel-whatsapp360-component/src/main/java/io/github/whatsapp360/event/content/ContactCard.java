/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One card of an address book, sent as a message.
 *
 * <p>{@code toString} shows no values. Immutable and thread-safe.
 *
 * @param name the name, formatted and in parts
 * @param phones telephone numbers
 * @param emails mail addresses
 * @param addresses postal addresses
 * @param org the employer
 * @param urls web addresses
 * @param birthday {@code YYYY-MM-DD}
 * @param origin {@code contact_request} if the user answered a request for the number, {@code other} if it was shared
 *     freely
 * @param vcard the card as text, where it was shared freely
 */
public record ContactCard(
        @Nullable Name name,
        List<Phone> phones,
        List<Email> emails,
        List<Address> addresses,
        @Nullable Organization org,
        List<Url> urls,
        @Nullable String birthday,
        @Nullable String origin,
        @Nullable String vcard) {

    public ContactCard(
            @Nullable Name name,
            @Nullable List<Phone> phones,
            @Nullable List<Email> emails,
            @Nullable List<Address> addresses,
            @Nullable Organization org,
            @Nullable List<Url> urls,
            @Nullable String birthday,
            @Nullable String origin,
            @Nullable String vcard) {
        this.name = name;
        this.phones = present(phones);
        this.emails = present(emails);
        this.addresses = present(addresses);
        this.org = org;
        this.urls = present(urls);
        this.birthday = birthday;
        this.origin = origin;
        this.vcard = vcard;
    }

    /** The content of the card, one value per line; empty if there is none. */
    public String text() {
        List<Object> lines = new ArrayList<>();
        lines.add(name == null ? null : name.text());
        lines.add(org == null ? null : Words.list(org.title(), org.department(), org.company()));
        phones.forEach(each -> lines.add(each.text()));
        emails.forEach(each -> lines.add(typed(each.email(), each.type())));
        addresses.forEach(each -> lines.add(each.text()));
        urls.forEach(each -> lines.add(typed(each.url(), each.type())));
        lines.add(Words.labelled("born", birthday));
        String text = Words.lines(lines.toArray());
        return text.isEmpty() && vcard != null ? vcard : text;
    }

    private static @Nullable String typed(@Nullable String value, @Nullable String type) {
        return value == null || value.isBlank() || type == null || type.isBlank() ? value : value + " (" + type + ")";
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    @Override
    public String toString() {
        return "ContactCard";
    }

    /** A name. */
    public record Name(
            @Nullable String formattedName,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String middleName,
            @Nullable String prefix,
            @Nullable String suffix) {

        /** The formatted name, and the parts behind it if it does not hold them all. */
        String text() {
            String parts = Words.joined(" ", prefix, firstName, middleName, lastName, suffix);
            if (formattedName == null || formattedName.isBlank()) {
                return parts;
            }
            boolean complete = Stream.of(prefix, firstName, middleName, lastName, suffix)
                    .allMatch(part -> part == null || formattedName.contains(part));
            return complete ? formattedName : formattedName + " (" + parts + ")";
        }

        @Override
        public String toString() {
            return "Name";
        }
    }

    /**
     * A telephone number.
     *
     * @param phone as written in the address book
     * @param waId the number as WhatsApp knows it, if it does
     * @param type for example {@code CELL}
     */
    public record Phone(
            @Nullable String phone,
            @Nullable String waId,
            @Nullable String type) {

        /** The number as written; the one of WhatsApp too if it is another. */
        String text() {
            String digits = phone == null ? "" : phone.replaceAll("[^0-9]", "");
            String other = digits.equals(waId) ? null : Words.labelled("WhatsApp", waId);
            return Words.list(typed(phone, type), other);
        }

        @Override
        public String toString() {
            return "Phone";
        }
    }

    /** A mail address. */
    public record Email(@Nullable String email, @Nullable String type) {
        @Override
        public String toString() {
            return "Email";
        }
    }

    /** A postal address. */
    public record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country,
            @Nullable String countryCode,
            @Nullable String type) {

        /** In one line. */
        String text() {
            String land = country == null ? countryCode : country;
            return String.valueOf(typed(Words.list(street, Words.joined(" ", zip, city), state, land), type));
        }

        @Override
        public String toString() {
            return "Address";
        }
    }

    /** An employer, and the place in it. */
    public record Organization(
            @Nullable String company,
            @Nullable String department,
            @Nullable String title) {
        @Override
        public String toString() {
            return "Organization";
        }
    }

    /** An http or https URL. */
    public record Url(@Nullable String url, @Nullable String type) {
        @Override
        public String toString() {
            return "Url";
        }
    }
}
